/** The look of a paper in print: millimetres of an office printer, thin lines, 10.5 pt (五号) text. */
export const page = { width: 595.28, height: 841.89, left: 48, right: 48, top: 64, bottom: 60 } as const;
export const innerWidth = page.width - page.left - page.right;

export const size = { title: 18, english: 8, heading: 11, body: 10.5, small: 9, tiny: 6.5 } as const;
export const ink = {
  text: "#111111",
  soft: "#555555",
  line: "#777777",
  label: "#f3f5f4",
  brand: "#00524c",
} as const;

/** Room for one line of handwriting. */
export const handLine = 19;

/** The letters sit at the top of their line, so the room above is more than the room below. */
const padding = {
  paddingTop: () => 4.5,
  paddingBottom: () => 2.5,
  paddingLeft: () => 5,
  paddingRight: () => 5,
};

export const grid = {
  ...padding,
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => ink.line,
  vLineColor: () => ink.line,
};

/** What lines and paddings take of a row of so many cells. */
export const gridTakes = (cells: number) => cells * 10.5 + 0.5;
