/** One window's desk, live: the queue on the left, the number at the window in the middle, its customer on the right. */
import { App, Button, Result, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { type Desk, viewDesk } from "../../contracts/hall.ts";
import { useLive } from "../parts/live.ts";
import { useNow } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { chime } from "../staff/chime.ts";
import { LinkBanner } from "../staff/link-banner.tsx";
import { reportProblem } from "../staff/problems.tsx";
import { ReaderButton } from "../staff/reader-button.tsx";
import { useMe } from "../staff/session.tsx";
import { TopBar } from "../staff/top-bar.tsx";
import { useCommand } from "../staff/use-command.ts";
import { useShortcuts } from "../staff/use-shortcuts.ts";
import { type Dialog, deskActions, ticketActions } from "./actions.ts";
import { CallBar } from "./call-bar.tsx";
import { deskCommands } from "./commands.ts";
import { CurrentTicket } from "./current-ticket.tsx";
import { useCustomers } from "./customers/use-customers.tsx";
import { Areas } from "./orders/areas.tsx";
import { useOrders } from "./orders/use-orders.tsx";
import { PanicButton, usePanic } from "./panic.tsx";
import { QueuePanel } from "./queue-panel.tsx";
import { useDraft } from "./use-draft.ts";
import { WindowBar, WindowPlace } from "./window-bar.tsx";
import { WindowsStrip } from "./windows-strip.tsx";
import { t as desk } from "./words.ts";
import "./desk.css";

// What the first paint does not need comes right after it, so that keys pressed in a hurry find it there.
const loadDialogs = () => import("./dialogs.tsx").then(({ DeskDialogs }) => ({ default: DeskDialogs }));
const Dialogs = lazy(loadDialogs);

const t = defineWords({
  refused: ["这个窗口打不开", "This window cannot be opened"],
  other: ["换一个窗口", "Choose another window"],
  assigned: ["{number} 已自动叫到本窗口", "{number} was called to this window"],
});

type Props = { hallId: string; windowId: string; onLeave: () => void };

export function DeskScreen({ hallId, windowId, onLeave }: Props) {
  const { status, data, problem } = useLive(viewDesk, { params: { hallId, windowId } });
  if (status === "refused") {
    return (
      <Result
        status="warning"
        title={t("refused")}
        subTitle={problem && pick(problem)}
        extra={<Button onClick={onLeave}>{t("other")}</Button>}
      />
    );
  }
  if (!data) {
    return (
      <>
        <TopBar title={desk("surface")} />
        <LinkBanner status={status} />
        <Skeleton active className="desk-loading" paragraph={{ rows: 12 }} />
      </>
    );
  }
  return (
    <>
      <LinkBanner status={status} />
      <LiveDesk desk={data} onLeave={onLeave} />
    </>
  );
}

function LiveDesk({ desk: view, onLeave }: { desk: Desk; onLeave: () => void }) {
  const me = useMe();
  const now = useNow();
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<Dialog>();
  const noteField = useRef<HTMLTextAreaElement>(null);
  const hallId = view.hall.id;
  const windowId = view.window.id;
  const commands = useMemo(() => deskCommands(hallId, windowId), [hallId, windowId]);
  const { run, pending } = useCommand(view);
  const draft = useDraft(view.ticket);
  const panic = usePanic(commands);
  useEffect(() => void loadDialogs().catch(() => {}), []);
  useAssigned(view, pending !== undefined, (number) => {
    chime();
    void message.info({ key: "assigned", content: t("assigned", { number }), duration: 6 });
  });

  const input = {
    desk: view,
    staffId: me.staffId,
    mayReturn: me.capabilities.includes("hall.ticket.return"),
    now,
    pending,
    commands,
    run,
    draft,
    show: setDialog,
    focusNote: () => noteField.current?.focus(),
    panic: panic.press,
    leave: onLeave,
  };
  const customers = useCustomers({ desk: view, commands, run });
  const orders = useOrders(view.ticket, customers.open);
  const actions = deskActions(input);
  const numbers = ticketActions(input, actions.callNumber.blocked);
  const everything = [...Object.values(actions), ...customers.actions, ...orders.actions];
  const over = customers.archive ?? orders.area;
  useShortcuts(everything, (action) => {
    void message.warning({ key: "blocked", content: `${action.label}：${action.blocked}`, duration: 2 });
  });

  return (
    <div className={`desk${over ? " has-archive" : ""}${orders.area ? " has-orders" : ""}`}>
      <TopBar
        title={desk("surface")}
        place={
          <>
            <Areas />
            <WindowPlace desk={view} />
          </>
        }
      >
        <Button type="text" onClick={actions.palette.run} aria-keyshortcuts="Control+K">
          {actions.palette.label} <kbd>Ctrl K</kbd>
        </Button>
        <Button type="text" onClick={actions.shortcuts.run} aria-keyshortcuts="?">
          {actions.shortcuts.label} <kbd>?</kbd>
        </Button>
        <ReaderButton />
        <PanicButton panic={panic} />
      </TopBar>
      {over ? (
        <>
          <CallBar desk={view} now={now} actions={actions} pending={pending} />
          {over}
        </>
      ) : (
        <>
          <QueuePanel desk={view} now={now} actions={numbers} callNumber={actions.callNumber} />
          <main className="desk-main">
            <WindowBar desk={view} now={now} actions={actions} pending={pending} />
            <CurrentTicket
              desk={view}
              now={now}
              actions={actions}
              pending={pending}
              draft={draft}
              noteField={noteField}
            />
          </main>
          {customers.panel}
        </>
      )}
      <WindowsStrip windows={view.windows} own={windowId} />
      {customers.dialog}
      {dialog && (
        <Suspense>
          <Dialogs
            desk={view}
            dialog={dialog}
            actions={[...orders.lent(), ...everything, ...numbers]}
            onClose={() => setDialog(undefined)}
            onDo={(name, work) => {
              setDialog(undefined);
              void run(name, work).catch(reportProblem);
            }}
            commands={commands}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Tells when a number arrives at the window that nobody here asked for: auto-call. */
function useAssigned(view: Desk, isOwn: boolean, tell: (number: string) => void): void {
  const last = useRef(view.ticket?.id);
  const heard = useEffectEvent(tell);
  const { ticket } = view;
  useEffect(() => {
    const before = last.current;
    last.current = ticket?.id;
    if (!ticket || ticket.id === before || ticket.state !== "called" || isOwn) return;
    heard(ticket.number);
  }, [ticket, isOwn]);
}
