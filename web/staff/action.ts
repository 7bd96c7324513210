/**
 * An action is one thing a person can do on a staff surface. The same list feeds the buttons, the keys, the
 * command palette and the shortcut sheet, so they cannot disagree.
 */
export type Action = {
  readonly id: string;
  /** In the language of the page. */
  readonly label: string;
  readonly group: string;
  /** As people write it: `F9`, `Alt+H`, `Shift+F9`, `Mod+K` (Ctrl, or ⌘ on a Mac), `?`. */
  readonly keys?: string | undefined;
  /** More words the palette finds it by: pinyin, the other language. */
  readonly search?: string | undefined;
  /** Why it cannot be done now; undefined when it can. */
  readonly blocked?: string | undefined;
  /** Left out of the palette: what makes no sense there, such as opening the palette. */
  readonly keyOnly?: boolean | undefined;
  readonly run: () => void;
};

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

type Chord = { code: string; alt: boolean; shift: boolean; mod: boolean };

const codes: Record<string, string> = { "/": "Slash", Enter: "Enter", Space: "Space", "0": "Digit0" };

function parseKeys(keys: string): Chord {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const code = codes[key] ?? (/^[A-Z]$/.test(key) ? `Key${key}` : key);
  return { code, alt: parts.includes("Alt"), shift: parts.includes("Shift"), mod: parts.includes("Mod") };
}

/**
 * Whether a key press means these keys. Letters are compared by their place on the keyboard (`code`): with a
 * Chinese input method on, `key` is "Process", and Alt on a Mac types another character.
 */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  // A question mark sits elsewhere on every layout, and a Chinese input method types the wide one.
  if (keys === "?") return event.key === "?" || event.key === "？";
  const chord = parseKeys(keys);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  return (
    event.code === chord.code &&
    event.altKey === chord.alt &&
    event.shiftKey === chord.shift &&
    mod === chord.mod &&
    (isMac ? !event.ctrlKey : !event.metaKey)
  );
}

/** The caps to draw for some keys: `Alt+H` is ["Alt", "H"], on a Mac ["⌥", "H"]. */
export function keyCaps(keys: string): string[] {
  const mac: Record<string, string> = { Alt: "⌥", Shift: "⇧", Mod: "⌘" };
  return keys.split("+").map((key) => (isMac ? (mac[key] ?? key) : key === "Mod" ? "Ctrl" : key));
}
