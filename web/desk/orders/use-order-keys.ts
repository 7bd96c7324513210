/** Keys of the part of the orders that is open, and the same actions lent to the command palette above it. */
import { App } from "antd";
import { createContext, useContext, useEffect } from "react";
import type { Action } from "../../staff/action.ts";
import { useShortcuts } from "../../staff/use-shortcuts.ts";

/** By part of the page; read when the palette opens, so lending draws nothing. */
export type Lent = Map<string, readonly Action[]>;
export const LentActions = createContext<Lent | null>(null);

export function useOrderKeys(actions: readonly Action[], part: string): void {
  const { message } = App.useApp();
  const lent = useContext(LentActions);
  useShortcuts(actions, (action) => {
    void message.warning({ key: "blocked", content: `${action.label}：${action.blocked}`, duration: 2 });
  });
  useEffect(() => {
    lent?.set(part, actions);
  });
  useEffect(() => () => void lent?.delete(part), [lent, part]);
}
