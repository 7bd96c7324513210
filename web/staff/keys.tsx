import { keyCaps } from "./action.ts";

/** Key caps beside a button or in the shortcut sheet. Not read out: `aria-keyshortcuts` on the button is. */
export function Keys({ keys }: { keys: string | undefined }) {
  if (!keys) return null;
  return (
    <span className="keys" aria-hidden="true">
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

/** `Alt+H` as `aria-keyshortcuts` wants it. */
export const ariaKeys = (keys: string | undefined) => keys?.replace("Mod", "Control");
