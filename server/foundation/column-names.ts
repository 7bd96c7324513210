/** How columns are called in code: `valid_from` is `validFrom`. Each name is worked out once. */

/** More than there are columns; what else stands in JSON must not fill the memory. */
const most = 2_000;

export const propertyOf = remembered((column) =>
  column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
);
export const columnOf = remembered((property) =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

function remembered(rename: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const made = known.get(name) ?? rename(name);
    if (known.size < most) known.set(name, made);
    return made;
  };
}
