/**
 * Everything a clerk can do at the desk, with its keys and the reason when it cannot be done now. The keys are
 * F-keys and Alt chords that neither browsers nor Chinese input methods use: not F1, F3, F5–F7, F10–F12, not
 * Alt+D/E/F and not Alt with digits.
 */
import type { Desk, Ticket } from "../../contracts/hall.ts";
import { getLanguage, setLanguage } from "../parts/words.ts";
import type { Action } from "../staff/action.ts";
import { secondsSince } from "../staff/ticket-words.tsx";
import type { DeskCommands } from "./commands.ts";
import type { Draft } from "./use-draft.ts";
import { t } from "./words.ts";

export type Dialog =
  | { kind: "pause" | "transfer" | "add-service" | "hold" | "palette" | "shortcuts" }
  | { kind: "call-number"; ticketId?: string };

type Input = {
  desk: Desk;
  staffId: string;
  /** Bringing missed numbers back is a right of its own. */
  mayReturn: boolean;
  now: Temporal.Instant;
  pending: string | undefined;
  commands: DeskCommands;
  run: (name: string, work: () => Promise<unknown>) => Promise<unknown>;
  draft: Draft;
  show: (dialog: Dialog) => void;
  focusNote: () => void;
  panic: () => void;
  leave: () => void;
};

/** Whole seconds until a moment some seconds after another; 0 when past. */
const leftS = (from: string | null, afterS: number, now: Temporal.Instant) =>
  from ? Math.max(0, Math.ceil(afterS - secondsSince(from, now))) : 0;

/** Seconds until the current number may be called again, and may be passed over. */
export const recallInS = ({ ticket, limits }: Desk, now: Temporal.Instant) =>
  leftS(ticket?.calledAt ?? null, limits.recallEveryS, now);
export const missedInS = ({ ticket, limits }: Desk, now: Temporal.Instant) =>
  leftS(ticket?.calledAt ?? null, limits.noShowAfterS, now);

/** Why the window itself cannot work now. */
function windowBlocked({ desk, staffId, pending }: Input): string | undefined {
  const { state, staff } = desk.window;
  if (pending) return t("busy");
  if (state === "closed") return t("notOpen");
  if (staff && staff.id !== staffId) return t("notYours", { name: staff.name });
  return undefined;
}

function serveActions(input: Input) {
  const { desk, now, commands, run, draft, show } = input;
  const { ticket, limits } = desk;
  const id = ticket?.id ?? "";
  const base = windowBlocked(input);
  const paused = desk.window.state === "paused" ? t("isPaused") : undefined;
  const called = base ?? (ticket?.state === "called" ? undefined : t(ticket ? "isServing" : "noTicket"));
  const serving = base ?? (ticket?.state === "serving" ? undefined : t(ticket ? "notArrived" : "noTicket"));
  const free = base ?? paused ?? (ticket ? t("hasTicket", { number: ticket.number }) : undefined);
  const wait = (seconds: number) => (seconds > 0 ? t("inSeconds", { s: seconds }) : undefined);
  const recallsLeft = ticket ? limits.recallsMax + 1 - ticket.callCount : 0;
  const group = t("serve");

  const finish = (next: boolean) => () => {
    const { outcome, note } = draft;
    void run("finish", () => commands.finish(id, outcome, note, next)).then(
      (done) => done !== undefined && draft.forget(id),
    );
  };
  const next: Action = ticket
    ? {
        id: "next",
        group,
        label: t("finishNext"),
        keys: "F9",
        search: "banjie finish next",
        blocked: serving,
        run: finish(true),
      }
    : {
        id: "next",
        group,
        label: t("callNext"),
        keys: "F9",
        search: "jiaohao next call",
        blocked: free,
        run: () => void run("callNext", commands.callNext),
      };
  return {
    next,
    finish: {
      id: "finish",
      group,
      label: t("finish"),
      keys: "Shift+F9",
      search: "banjie finish",
      blocked: serving,
      run: finish(false),
    },
    arrived: {
      id: "arrived",
      group,
      label: t("arrived"),
      keys: "F8",
      search: "kaishi daoda arrived start",
      blocked: called,
      run: () => void run("arrived", () => commands.arrived(id)),
    },
    recall: {
      id: "recall",
      group,
      label: t("recall"),
      keys: "F2",
      search: "chonghu recall again",
      blocked:
        called ??
        (recallsLeft <= 0 ? t("recallsUsed", { n: limits.recallsMax }) : wait(recallInS(desk, now))),
      run: () => void run("recall", () => commands.recall(id)),
    },
    missed: {
      id: "missed",
      group,
      label: t("missed"),
      keys: "F4",
      search: "guohao missed no-show",
      blocked: called ?? wait(missedInS(desk, now)),
      run: () => void run("missed", () => commands.missed(id)),
    },
    hold: {
      id: "hold",
      group,
      label: t("hold"),
      keys: "Alt+H",
      search: "guaqi hold",
      blocked: serving,
      run: () => show({ kind: "hold" }),
    },
    transfer: {
      id: "transfer",
      group,
      label: t("transfer"),
      keys: "Alt+T",
      search: "zhuanyi transfer",
      blocked: base ?? (ticket ? undefined : t("noTicket")),
      run: () => show({ kind: "transfer" }),
    },
    addService: {
      id: "add-service",
      group,
      label: t("addService"),
      keys: "Alt+A",
      search: "zengjia yewu add service",
      blocked: serving,
      run: () => show({ kind: "add-service" }),
    },
    note: {
      id: "note",
      group,
      label: t("note"),
      keys: "Alt+N",
      search: "beizhu note",
      blocked: ticket ? undefined : t("noTicket"),
      run: input.focusNote,
    },
    callNumber: {
      id: "call-number",
      group,
      label: t("callNumber"),
      keys: "Alt+G",
      search: "zhiding hujiao call number",
      blocked: free,
      run: () => show({ kind: "call-number" }),
    },
  } satisfies Record<string, Action>;
}

function windowActions(input: Input) {
  const { desk, staffId, pending, commands, run, show } = input;
  const { window, ticket } = desk;
  const busy = pending ? t("busy") : undefined;
  const group = t("window");
  const others = window.staff && window.staff.id !== staffId ? window.staff.name : undefined;
  const blocked = windowBlocked(input);
  const free = blocked ?? (ticket ? t("hasTicket", { number: ticket.number }) : undefined);
  const open = (name: string, autoCall: boolean) => () => void run(name, () => commands.open(autoCall));
  const pause: Action =
    window.state === "paused"
      ? {
          id: "pause",
          group,
          label: t("resume"),
          keys: "Alt+P",
          search: "huifu resume",
          blocked,
          run: open("pause", window.autoCall),
        }
      : {
          id: "pause",
          group,
          label: t("pause"),
          keys: "Alt+P",
          search: "zanting pause",
          blocked: free,
          run: () => show({ kind: "pause" }),
        };
  return {
    open: {
      id: "open",
      group,
      label: t("open"),
      keys: "Alt+O",
      search: "kaichuang open",
      blocked:
        busy ??
        (window.state === "closed" ? undefined : others ? t("notYours", { name: others }) : undefined),
      run: open("open", window.autoCall),
    },
    pause,
    close: {
      id: "close",
      group,
      label: t("close"),
      keys: "Alt+W",
      search: "guanchuang close",
      blocked: free,
      run: () => void run("close", commands.close),
    },
    autoCall: {
      id: "auto-call",
      group,
      label: t(window.autoCall ? "autoCallOff" : "autoCallOn"),
      keys: "Alt+J",
      search: "zidong jiaohao auto call",
      blocked: blocked ?? (window.state === "paused" ? t("isPaused") : undefined),
      run: open("autoCall", !window.autoCall),
    },
    panic: {
      id: "panic",
      group,
      label: t("panic"),
      keys: "Alt+X",
      search: "qiuzhu panic help",
      keyOnly: true,
      run: input.panic,
    },
    changeWindow: {
      id: "change-window",
      group,
      label: t("changeWindow"),
      search: "huan chuangkou change window",
      blocked: window.staff?.id === staffId ? t("close") : undefined,
      run: input.leave,
    },
  } satisfies Record<string, Action>;
}

function pageActions({ show }: Input) {
  const group = t("page");
  return {
    palette: {
      id: "palette",
      group,
      label: t("palette"),
      keys: "Mod+K",
      keyOnly: true,
      run: () => show({ kind: "palette" }),
    },
    shortcuts: {
      id: "shortcuts",
      group,
      label: t("shortcuts"),
      keys: "?",
      search: "kuaijiejian help keys",
      run: () => show({ kind: "shortcuts" }),
    },
    language: {
      id: "language",
      group,
      label: t("language"),
      keys: "Alt+L",
      search: "yuyan english language",
      run: () => setLanguage(getLanguage() === "zh" ? "en" : "zh"),
    },
  } satisfies Record<string, Action>;
}

/** Tickets by number, for the palette. */
export function ticketActions(input: Input, free: string | undefined): Action[] {
  const { desk, commands, run, show } = input;
  const group = t("numbers");
  const one = (
    verb: "callThis" | "resumeThis" | "returnThis",
    ticket: Ticket,
    act: () => void,
    blocked?: string,
  ): Action => ({
    id: `${verb}-${ticket.id}`,
    group,
    label: t(verb, { number: ticket.number }),
    search: `${ticket.number} ${ticket.serviceName.zh} ${ticket.serviceName.en}`,
    blocked,
    run: act,
  });
  const busy = input.pending ? t("busy") : undefined;
  return [
    ...desk.held.map((held) =>
      one("resumeThis", held, () => void run("resume", () => commands.resume(held.id)), free),
    ),
    ...(input.mayReturn ? desk.missed : []).map((missed) =>
      one("returnThis", missed, () => void run("return", () => commands.bringBack(missed.id)), busy),
    ),
    ...desk.queue.map((waiting) =>
      one("callThis", waiting, () => show({ kind: "call-number", ticketId: waiting.id }), free),
    ),
  ];
}

export function deskActions(input: Input) {
  return { ...serveActions(input), ...windowActions(input), ...pageActions(input) };
}
export type DeskActions = ReturnType<typeof deskActions>;
