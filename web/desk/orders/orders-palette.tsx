/** Palette and sheet of the keys, for the desk without a window. */
import type { Action } from "../../staff/action.ts";
import { Palette } from "../../staff/palette.tsx";
import { ShortcutSheet } from "../../staff/shortcut-sheet.tsx";
import { useFoundAnything } from "./use-found-anything.ts";

type Props = { dialog: "palette" | "shortcuts"; actions: readonly Action[]; onClose: () => void };

export function OrdersPalette({ dialog, actions, onClose }: Props) {
  return dialog === "palette" ? (
    <Palette open actions={actions} onClose={onClose} useFound={useFoundAnything} />
  ) : (
    <ShortcutSheet open actions={actions} onClose={onClose} />
  );
}
