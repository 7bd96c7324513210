import { useEffect, useEffectEvent } from "react";
import { type Action, isPressed } from "./action.ts";

/** A letter typed into a field is text; a function key or a chord there is still a command. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}

/** While a dialog is open its own keys count; only it may finish. */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}

/**
 * Runs the action whose keys are pressed. A held-down key counts once, and nothing happens while an input
 * method is composing. `onBlocked` hears why an action cannot be done now.
 */
export function useShortcuts(actions: readonly Action[], onBlocked: (action: Action) => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const action = actions.find(({ keys }) => keys && isPressed(keys, event));
    if (!action) return;
    if (action.keys === "?" && isTyping(event)) return;
    // Also when it does nothing: F-keys and Alt chords must not reach the browser's own menus.
    event.preventDefault();
    if (event.repeat || isDialogOpen()) return;
    if (action.blocked) onBlocked(action);
    else action.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
