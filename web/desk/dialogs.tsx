/** The desk's dialogs, loaded when the first one is opened. */
import type { Desk } from "../../contracts/hall.ts";
import { durationWords, now, stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import type { Action } from "../staff/action.ts";
import { Palette } from "../staff/palette.tsx";
import { ShortcutSheet } from "../staff/shortcut-sheet.tsx";
import { priorityName, waitedS } from "../staff/ticket-words.tsx";
import type { Dialog } from "./actions.ts";
import { type Choice, ChoiceDialog } from "./choice-dialog.tsx";
import type { DeskCommands } from "./commands.ts";
import { useFoundAnything } from "./orders/use-found-anything.ts";

const t = defineWords({
  pause: ["为什么暂停？", "Why pause?"],
  limit: ["最长 {time}", "at most {time}"],
  transfer: ["把 {number} 转到哪里？", "Transfer {number} to…"],
  toService: ["另一项业务（保留先后，排在最前）", "Another service (keeps its place, goes first)"],
  toWindow: ["另一个窗口", "Another window"],
  waiting: ["{n} 人等候", "{n} waiting"],
  hold: ["为什么挂起 {number}？", "Why hold {number}?"],
  addService: ["给 {number} 增加哪项业务？", "Which service to add to {number}?"],
  callNumber: ["指定呼叫哪个号？", "Which number to call?"],
  nobody: ["没有人在等本窗口的业务", "Nobody waits for this window"],
  window: ["{number} 号窗口", "Window {number}"],
});
const reasons = defineWords({
  other: ["业务不在本窗口办理", "Not served at this window"],
  also: ["还需办理其他业务", "Needs another service too"],
  help: ["需要同事协助", "Needs a colleague"],
  papers: ["客户取资料", "Fetching papers"],
  copy: ["客户复印、填表", "Copying or filling in a form"],
  system: ["等待系统处理", "Waiting for the system"],
  elderly: ["行动不便", "Cannot wait standing"],
  urgent: ["情况紧急", "Urgent"],
  oneVisit: ["刚才业务的后续", "Follow-up of an earlier visit"],
});

type Props = {
  desk: Desk;
  dialog: Dialog;
  actions: readonly Action[];
  commands: DeskCommands;
  onDo: (name: string, work: () => Promise<unknown>) => void;
  onClose: () => void;
};

export function DeskDialogs({ desk, dialog, actions, commands, onDo, onClose }: Props) {
  const { ticket } = desk;
  const id = ticket?.id ?? "";
  const number = ticket?.number ?? "";
  switch (dialog.kind) {
    case "palette":
      return <Palette open actions={actions} onClose={onClose} useFound={useFoundAnything} />;
    case "shortcuts":
      return <ShortcutSheet open actions={actions} onClose={onClose} />;
    case "pause":
      return (
        <ChoiceDialog
          title={t("pause")}
          choices={desk.pauseReasons.map((reason) => ({
            value: reason.code,
            label: pick(reason),
            detail:
              reason.limitMinutes === null
                ? undefined
                : t("limit", { time: durationWords(reason.limitMinutes * 60) }),
          }))}
          onDo={(reason) => onDo("pause", () => commands.pause(reason))}
          onClose={onClose}
        />
      );
    case "hold":
      return (
        <ChoiceDialog
          title={t("hold", { number })}
          choices={(["papers", "copy", "system"] as const).map((key) => ({
            value: reasons(key),
            label: reasons(key),
          }))}
          onDo={(reason) => onDo("hold", () => commands.hold(id, reason))}
          onClose={onClose}
        />
      );
    case "add-service":
      return (
        <ChoiceDialog
          title={t("addService", { number })}
          choices={serviceChoices(desk)}
          onDo={(serviceId) => onDo("add-service", () => commands.addService(id, serviceId))}
          onClose={onClose}
        />
      );
    case "transfer":
      return (
        <ChoiceDialog
          title={t("transfer", { number })}
          choices={destinations(desk)}
          reasons={[reasons("other"), reasons("also"), reasons("help")]}
          onDo={(value, reason) => {
            const [kind, to = ""] = value.split(":");
            const destination = kind === "window" ? { windowId: to } : { serviceId: to };
            onDo("transfer", () => commands.transfer(id, destination, reason));
          }}
          onClose={onClose}
        />
      );
    case "call-number":
      return (
        <ChoiceDialog
          title={t("callNumber")}
          choices={desk.queue.map((waiting) => ({
            value: waiting.id,
            label: `${waiting.number}　${pick(waiting.serviceName)}`,
            detail: `${waiting.priority === "ordinary" ? "" : `${priorityName(waiting.priority)} · `}${stopwatch(waitedS(waiting, now()))}`,
          }))}
          {...(dialog.ticketId && { chosen: dialog.ticketId })}
          reasons={[reasons("elderly"), reasons("urgent"), reasons("oneVisit")]}
          empty={t("nobody")}
          onDo={(ticketId, reason) => onDo("callNumber", () => commands.callNumber(ticketId, reason))}
          onClose={onClose}
        />
      );
  }
}

const serviceChoices = ({ services, ticket }: Desk): Choice[] =>
  services
    .filter(({ id }) => id !== ticket?.serviceId)
    .map(({ id, name, letter, waiting }) => ({
      value: id,
      label: `${letter}　${pick(name)}`,
      detail: t("waiting", { n: waiting }),
    }));

function destinations(desk: Desk): Choice[] {
  const services = serviceChoices(desk).map((choice) => ({
    ...choice,
    value: `service:${choice.value}`,
    group: t("toService"),
  }));
  const windows = desk.windows
    .filter(({ id, state }) => id !== desk.window.id && state !== "closed")
    .map(({ id, number, name, staff }) => ({
      value: `window:${id}`,
      label: `${t("window", { number })}　${pick(name)}`,
      detail: staff?.name,
      group: t("toWindow"),
    }));
  return [...services, ...windows];
}
