/** One customer beside the queue: the whole person, without a click. */
import { Button, Tooltip } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import type { Recognition } from "../../../contracts/customers/recognition.ts";
import type { Proposal } from "../../../contracts/customers/shapes.ts";
import type { Ticket } from "../../../contracts/hall.ts";
import { Icon } from "../../parts/icons.tsx";
import { defineWords } from "../../parts/words.ts";
import { ActionButton } from "../../staff/action-button.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useMe } from "../../staff/session.tsx";
import { CustomerOrders } from "../orders/customer-orders.tsx";
import type { CustomerActions } from "./actions.ts";
import { answerShown } from "./answer-proposal.ts";
import { CustomerHead } from "./head.tsx";
import { AccountLines, LastNote, Matters, PapersExpiring, Pins } from "./parts.tsx";
import { type ProposalAnswer, Proposals } from "./proposals.tsx";
import { useRecognition } from "./queries.ts";
import { Shown } from "./states.tsx";
import { Because } from "./tags.tsx";
import { Timeline } from "./timeline.tsx";
import type { Recent } from "./use-desk-customer.ts";
import { usePresence } from "./use-presence.ts";

const t = defineWords({
  whose: ["{number} 的客户", "Customer of {number}"],
  notThis: ["不是这位", "Not this one"],
  bind: ["设为 {number} 的客户", "Customer of {number}"],
  care: ["服务照顾", "Care"],
  priority: ["优先办理", "Priority"],
  large: ["大字版", "Large type"],
  home: ["可上门服务", "Home service"],
  fewer: ["少带材料", "Fewer papers"],
});

type Props = {
  customerId: string;
  ticket: Ticket | null;
  actions: CustomerActions;
  /** Open matters stand here, not in the list beside. */
  hasMatters: boolean;
  onBind: (customerId: string | null) => void;
  onLoaded: (customer: Recent) => void;
  /** Lends the first open proposal to the keys. */
  lendAnswer: (answer: ((answer: ProposalAnswer) => void) | undefined) => void;
};

export function CustomerDetail(props: Props) {
  const asked = useRecognition(props.customerId);
  const others = usePresence(props.customerId, false);
  const { data } = asked;
  const loaded = useEffectEvent(props.onLoaded);
  useEffect(() => {
    if (data) loaded(data.customer);
  }, [data]);
  return (
    <Shown asked={asked} rows={10}>
      {(recognition) => <Whole {...props} recognition={recognition} others={others} />}
    </Shown>
  );
}

type WholeProps = Props & { recognition: Recognition; others: ReturnType<typeof usePresence> };

function Whole({ recognition, others, ticket, actions, hasMatters, onBind, lendAnswer }: WholeProps) {
  const mayReadOrders = useMe().capabilities.includes("orders.read");
  const { customer, classes, pins, matters, accounts, proposals, papersExpiring, recent } = recognition;
  const { answers, answer, answerFirst } = useAnswers(proposals);
  const lend = useEffectEvent(lendAnswer);
  useEffect(() => {
    lend(answerFirst);
    return () => lend(undefined);
  }, [answerFirst]);
  return (
    <>
      <CustomerHead customer={customer} classes={classes} others={others}>
        <TicketOf ticket={ticket} customerId={customer.id} onBind={onBind} />
        <ActionButton action={actions.record} size="small" />
        <ActionButton action={actions.archive} size="small" />
      </CustomerHead>
      <Pins pins={pins} />
      <CareNote care={recognition.care} />
      <div className="cust-columns">
        <div>
          <LastNote recent={recent} />
          <Proposals
            proposals={proposals}
            answers={answers}
            onAnswer={answer}
            keys={{ accepted: actions.accept.keys, declined: actions.decline.keys }}
          />
        </div>
        <div>
          <CustomerOrders customerId={customer.id} />
          {hasMatters && <Matters matters={matters} ordersElsewhere={mayReadOrders} />}
          <AccountLines accounts={accounts} />
          <PapersExpiring papers={papersExpiring} />
        </div>
      </div>
      <Timeline customerId={customer.id} />
    </>
  );
}

/** Shown at once, recorded behind; a refusal takes it back and says why. */
function useAnswers(proposals: readonly Proposal[]) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, ProposalAnswer>>(new Map());
  const answer = ({ showingId }: Proposal, how: ProposalAnswer) => {
    setAnswers((last) => new Map(last).set(showingId, how));
    void answerShown(showingId, how).catch((error: unknown) => {
      setAnswers((last) => new Map([...last].filter(([id]) => id !== showingId)));
      reportProblem(error);
    });
  };
  const first = proposals.find(({ showingId }) => !answers.has(showingId));
  const answerEvent = useEffectEvent((how: ProposalAnswer) => {
    if (first) answer(first, how);
  });
  const [answerFirst] = useState(() => (how: ProposalAnswer) => answerEvent(how));
  return { answers, answer, answerFirst };
}

type TicketOfProps = { ticket: Ticket | null; customerId: string; onBind: Props["onBind"] };

/** Whether the ticket at the window is this customer's, and how to say otherwise. */
function TicketOf({ ticket, customerId, onBind }: TicketOfProps) {
  if (!ticket) return null;
  const { number } = ticket;
  if (ticket.customer?.id !== customerId) {
    return (
      <Button size="small" onClick={() => onBind(customerId)}>
        {t("bind", { number })}
      </Button>
    );
  }
  return (
    <span className="cust-whose">
      <Icon name="check" /> {t("whose", { number })}
      <Tooltip title={t("notThis")}>
        <Button
          size="small"
          type="text"
          aria-label={t("notThis")}
          icon={<Icon name="cross" />}
          onClick={() => onBind(null)}
        />
      </Tooltip>
    </span>
  );
}

function CareNote({ care }: { care: Recognition["care"] }) {
  const asked = [
    care.priorityReason && t("priority"),
    care.largeType && t("large"),
    care.homeService && t("home"),
    care.fewerPapers && t("fewer"),
  ].filter((text) => typeof text === "string");
  if (asked.length === 0) return null;
  return (
    <section className="cust-care" aria-label={t("care")}>
      <Icon name="heart" />
      <div>
        {asked.map((text) => (
          <b key={text}>{text}</b>
        ))}
        <Because facts={care.because} />
      </div>
    </section>
  );
}
