/** The silent button: held for a second, or its keys pressed twice. No sound, no dialog; only a small mark says it is sent. */
import { Button } from "antd";
import { useRef, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { defineWords } from "../parts/words.ts";
import type { DeskCommands } from "./commands.ts";

const t = defineWords({
  panic: ["静默求助：按住 1 秒，或连按两次 Alt+X", "Silent panic: hold for 1 s, or press Alt+X twice"],
  sent: ["求助已发出", "Help is called"],
  failed: ["求助没有发出，请再按或呼叫同事", "Not sent: press again or call a colleague"],
});

const holdMs = 1_000;
const twiceWithinMs = 1_500;
type Sent = "no" | "sending" | "sent" | "failed";

export function usePanic(commands: DeskCommands) {
  const [state, setState] = useState<Sent>("no");
  const lastPress = useRef(0);
  const send = () => {
    if (state === "sending") return;
    setState("sending");
    // Tried longer than other commands: nobody can watch whether it worked.
    commands.panic().then(
      () => setState("sent"),
      () => setState("failed"),
    );
  };
  const press = () => {
    const at = performance.now();
    if (at - lastPress.current < twiceWithinMs) {
      lastPress.current = 0;
      send();
    } else lastPress.current = at;
  };
  return { state, send, press };
}

export type Panic = ReturnType<typeof usePanic>;

export function PanicButton({ panic }: { panic: Panic }) {
  const timer = useRef(0);
  const start = () => {
    timer.current = window.setTimeout(panic.send, holdMs);
  };
  const stop = () => clearTimeout(timer.current);
  const label = panic.state === "sent" ? t("sent") : panic.state === "failed" ? t("failed") : t("panic");
  return (
    <Button
      type="text"
      className={`panic is-${panic.state}`}
      aria-label={label}
      aria-keyshortcuts="Alt+X"
      title={label}
      icon={<Icon name="alert" />}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onKeyDown={(event) => event.key === "Enter" && !event.repeat && panic.press()}
    >
      <span className="visually-hidden" role="status">
        {panic.state === "sent" || panic.state === "failed" ? label : ""}
      </span>
    </Button>
  );
}
