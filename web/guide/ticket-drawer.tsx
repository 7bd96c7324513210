/** One number: where it is, what happened to it, and what the guide can do for its holder. */
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Skeleton } from "antd";
import { type ReactNode, useState } from "react";
import { getTicket, priorityReason, type Ticket } from "../../contracts/hall.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { clockSeconds, clockTime, waitWords } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { channelName, PriorityBadge, priorityReasonName, stateName } from "../staff/ticket-words.tsx";
import type { GuideProps } from "./guide-page.tsx";

const t = defineWords({
  taken: ["{time} 取号 · {channel}", "Taken {time} · {channel}"],
  ahead: ["前面 {n} 人", "{n} ahead"],
  wait: ["预计 {wait}", "Expected {wait}"],
  window: ["{number} 号窗口", "Window {number}"],
  mark: ["标记优先", "Mark priority"],
  unmark: ["取消优先", "Unmark priority"],
  bringBack: ["激活过号", "Bring back"],
  left: ["客户离开", "Customer left"],
  void: ["作废", "Void"],
  why: ["原因", "Why?"],
  cancel: ["返回", "Back"],
  trail: ["经过", "What happened"],
  services: ["业务", "Services"],
});
const whys = defineWords({
  online: ["改到线上办理", "Went online"],
  kiosk: ["已在自助机办理", "Done at a kiosk"],
  papers: ["材料不齐，改日再来", "Papers missing, comes back"],
  long: ["等候太久", "Waited too long"],
  twice: ["重复取号", "Taken twice"],
  wrong: ["业务选错", "Wrong service"],
  test: ["设备测试", "Device test"],
});
const actions = defineWords({
  taken: ["取号", "Taken"],
  "print-failed": ["出票失败", "Print failed"],
  queued: ["进入排队", "Joined the queue"],
  reprinted: ["补打", "Printed again"],
  voided: ["作废", "Voided"],
  abandoned: ["弃号", "Left"],
  prioritised: ["优先标记", "Priority"],
  called: ["呼叫", "Called"],
  "called-by-number": ["指定呼叫", "Called by number"],
  recalled: ["重呼", "Called again"],
  arrived: ["开始办理", "Service began"],
  missed: ["过号", "Missed"],
  returned: ["激活", "Brought back"],
  "moved-back": ["延后", "Moved back"],
  held: ["挂起", "Held"],
  resumed: ["恢复", "Resumed"],
  transferred: ["转移", "Transferred"],
  "service-added": ["增加业务", "Service added"],
  "service-finished": ["办结一项", "One service done"],
  finished: ["办结", "Finished"],
  rated: ["评价", "Rated"],
  unrated: ["未评价", "Not rated"],
  merged: ["合并脱网号", "Merged"],
});
const actionName = (action: string) => actions(action as Parameters<typeof actions>[0]) || action;

type Props = GuideProps & { ticket: Ticket | undefined; onClose: () => void };

export function TicketDrawer({ ticket, onClose, ...props }: Props) {
  return (
    <Drawer
      open={ticket !== undefined}
      onClose={onClose}
      size={460}
      title={ticket?.number}
      destroyOnHidden
      className="ticket-drawer"
    >
      {ticket && <Body key={ticket.id} ticket={ticket} onClose={onClose} {...props} />}
    </Drawer>
  );
}

type Asking = "priority" | "left" | "void";

function Body({
  ticket,
  floor,
  commands,
  run,
  pending,
  onClose,
}: GuideProps & { ticket: Ticket; onClose: () => void }) {
  const [asking, setAsking] = useState<Asking>();
  const does = (name: string, work: () => Promise<unknown>, closes = false) =>
    void run(name, work).then((done) => {
      setAsking(undefined);
      if (done !== undefined && closes) onClose();
    });
  const canMark = ticket.state === "waiting";
  const canLeave = ["waiting", "called", "held", "missed"].includes(ticket.state);
  return (
    <>
      <p className="drawer-state">
        <span className="badge">{stateName(ticket.state)}</span>
        <PriorityBadge ticket={ticket} />
        {ticket.windowNumber && <span>{t("window", { number: ticket.windowNumber })}</span>}
      </p>
      <h3>{ticket.journey.map(({ name }) => pick(name)).join(" → ")}</h3>
      <p className="drawer-facts">
        {ticket.customerName && <strong>{ticket.customerName}　</strong>}
        {t("taken", { time: clockTime(ticket.takenAt), channel: channelName(ticket.channel) })}
        {ticket.ahead !== null && ` · ${t("ahead", { n: ticket.ahead })}`}
        {ticket.wait && ` · ${t("wait", { wait: waitWords(ticket.wait) })}`}
      </p>

      {asking === undefined && (
        <div className="drawer-actions">
          {ticket.state === "missed" && (
            <Button
              type="primary"
              loading={pending === "bringBack"}
              onClick={() => does("bringBack", () => commands.bringBack(ticket.id), true)}
            >
              {t("bringBack")}
            </Button>
          )}
          {canMark && ticket.priorityReason === null && (
            <Button type="primary" onClick={() => setAsking("priority")}>
              {t("mark")}
            </Button>
          )}
          {canMark && ticket.priorityReason !== null && (
            <Button
              loading={pending === "priority"}
              onClick={() => does("priority", () => commands.priority(ticket.id, null))}
            >
              {t("unmark")}
            </Button>
          )}
          {canLeave && <Button onClick={() => setAsking("left")}>{t("left")}</Button>}
          {ticket.state === "waiting" && (
            <Button danger onClick={() => setAsking("void")}>
              {t("void")}
            </Button>
          )}
        </div>
      )}
      {asking === "priority" && (
        <Ask onBack={() => setAsking(undefined)}>
          {floor.priorityReasons.map((reason) => {
            const code = priorityReason.parse(reason.code);
            return (
              <Button
                key={code}
                disabled={!!pending}
                onClick={() => does("priority", () => commands.priority(ticket.id, code))}
              >
                {pick(reason) || priorityReasonName(code)}
              </Button>
            );
          })}
        </Ask>
      )}
      {(asking === "left" || asking === "void") && (
        <Ask onBack={() => setAsking(undefined)}>
          {(asking === "left"
            ? (["online", "kiosk", "papers", "long"] as const)
            : (["twice", "wrong", "test"] as const)
          ).map((key) => (
            <Button
              key={key}
              danger={asking === "void"}
              disabled={!!pending}
              onClick={() => does(asking, () => commands[asking](ticket.id, whys(key)), true)}
            >
              {whys(key)}
            </Button>
          ))}
        </Ask>
      )}
      <Trail ticket={ticket} hallId={floor.hall.id} />
    </>
  );
}

function Ask({ children, onBack }: { children: ReactNode; onBack: () => void }) {
  return (
    <div className="drawer-ask">
      <h4>{t("why")}</h4>
      <div className="drawer-actions">{children}</div>
      <Button type="text" onClick={onBack}>
        {t("cancel")}
      </Button>
    </div>
  );
}

/** Asked for again whenever the live view shows the ticket in another state. */
function Trail({ ticket, hallId }: { ticket: Ticket; hallId: string }) {
  const { data, error, isPending } = useQuery({
    queryKey: ["ticket", ticket.id, ticket.state, ticket.callCount, ticket.priorityReason],
    queryFn: () => call(getTicket, { params: { hallId, ticketId: ticket.id } }),
  });
  return (
    <section className="drawer-trail">
      <h4>{t("trail")}</h4>
      {isPending && <Skeleton active title={false} />}
      <ProblemNote error={error} />
      <ol>
        {data?.trail.map((step) => (
          <li key={`${step.at} ${step.action}`}>
            <time>{clockSeconds(step.at)}</time>
            <strong>{actionName(step.action)}</strong>
            <span>
              {step.windowNumber && `${t("window", { number: step.windowNumber })} · `}
              {step.by}
              {step.reason && ` · ${step.reason}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
