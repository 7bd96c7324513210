import { Button, type ButtonProps, Tooltip } from "antd";
import type { ReactNode } from "react";
import type { Action } from "./action.ts";
import { ariaKeys, Keys } from "./keys.tsx";

type Props = {
  action: Action;
  icon?: ReactNode;
  /** A countdown or a number behind the label. */
  extra?: ReactNode;
  pending?: boolean;
} & Pick<ButtonProps, "type" | "danger" | "size" | "className" | "block">;

/** A button for an action: label, key caps, and when it is blocked the reason on hovering. */
export function ActionButton({ action, icon, extra, pending = false, ...look }: Props) {
  const button = (
    <Button
      {...look}
      icon={icon}
      loading={pending}
      disabled={action.blocked !== undefined}
      aria-keyshortcuts={ariaKeys(action.keys)}
      onClick={action.run}
    >
      <span className="action-label">{action.label}</span>
      {extra}
      <Keys keys={action.keys} />
    </Button>
  );
  return action.blocked ? <Tooltip title={action.blocked}>{button}</Tooltip> : button;
}
