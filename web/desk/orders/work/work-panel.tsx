/** The work list with its filters, as a page of its own or beside an open order. */

import { Button, Skeleton } from "antd";
import { useState } from "react";
import type { WorkLine } from "../../../../contracts/orders/shapes.ts";
import { claimStep } from "../../../../contracts/orders/steps.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Action } from "../../../staff/action.ts";
import { LinkBanner } from "../../../staff/link-banner.tsx";
import { useMe } from "../../../staff/session.tsx";
import { useCommand } from "../../../staff/use-command.ts";
import { useClock } from "../heat.tsx";
import { usePostName } from "../queries.ts";
import { orderAt } from "../routes.ts";
import { useOrderKeys } from "../use-order-keys.ts";
import { WorkFilters } from "./filters.tsx";
import { useWork, type WorkQuery } from "./use-work.ts";
import { WaitingList } from "./waiting-list.tsx";
import { WorkTable } from "./work-table.tsx";

const t = defineWords({
  title: ["工单", "Orders"],
  group: ["工单", "Order"],
  none: ["没有这样的工单", "No such work"],
  noneMine: ["手上没有工单", "Nothing in your hands"],
  noneMineMore: ["到“待领”里领取。", "Look under “To claim”."],
  noneMineTake: [
    "到“待领”里领取，或按 Alt+S 受理新业务。",
    "Look under “To claim”, or press Alt+S to take an order.",
  ],
  noneOpen: ["没有等您领取的工单", "Nothing waits to be claimed by you"],
  more: ["再看 50 条", "50 more"],
  claim: ["领取选中的工单", "Claim the one pointed at"],
  noLine: ["先用上下键选中一张工单", "Point at one with the arrow keys first"],
});

type Props = { query: WorkQuery; onQuery: (query: WorkQuery) => void; openId?: string | undefined };

export function WorkPanel({ query, onQuery, openId }: Props) {
  const isNarrow = openId !== undefined;
  const { staffId } = useMe();
  const now = useClock(isNarrow ? 15_000 : 5_000);
  const work = useWork(query);
  const postName = usePostName();
  const { run, pending } = useCommand(work.pushedAt);
  const [at, setAt] = useState<string>();
  const claim = ({ order, stepId }: WorkLine) =>
    void run("claim", () => call(claimStep, { params: { orderId: order.id, stepId }, body: {} }));
  const pointed = work.lines.find(({ stepId }) => stepId === at);
  const claimPointed: Action = {
    id: "claim-pointed",
    group: t("group"),
    label: t("claim"),
    keys: "Alt+Q",
    search: "lingqu claim",
    blocked: pointed
      ? pointed.canClaim
        ? undefined
        : ((pointed.refusal && pick(pointed.refusal)) ?? t("noLine"))
      : t("noLine"),
    run: () => pointed && claim(pointed),
  };
  useOrderKeys(isNarrow ? [] : [claimPointed], "list");

  return (
    <section className={isNarrow ? "order-work is-narrow" : "order-work"} aria-label={t("title")}>
      <WorkFilters query={query} counts={work.counts} onChange={onQuery} isNarrow={isNarrow} />
      <LinkBanner status={work.status} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="order-scroll" tabIndex={0} aria-label={t("title")} data-testid="work-list">
        {query.view === "waiting" ? (
          <WaitingList now={now} isNarrow={isNarrow} openId={openId} />
        ) : work.status === "refused" && work.problem ? (
          <p className="problem">{pick(work.problem)}</p>
        ) : !work.isLoaded ? (
          <Skeleton active className="order-loading" paragraph={{ rows: 10 }} />
        ) : work.lines.length === 0 ? (
          <Nothing query={query} />
        ) : (
          <WorkTable
            lines={work.lines}
            now={now}
            meId={staffId}
            hrefOf={({ order }) => orderAt(order.id, { ...query })}
            openId={openId}
            isNarrow={isNarrow}
            isBusy={pending !== undefined}
            postName={postName}
            onPoint={({ stepId }) => setAt(stepId)}
            onClaim={claim}
          />
        )}
        {query.view !== "waiting" && work.hasMore && (
          <Button type="link" block loading={work.isLoading} onClick={work.more}>
            {t("more")}
          </Button>
        )}
      </section>
    </section>
  );
}

function Nothing({ query: { view = "mine", post, family, heat } }: { query: WorkQuery }) {
  const mayAccept = useMe().capabilities.includes("orders.accept");
  const isFiltered = post !== undefined || family !== undefined || heat !== undefined;
  return (
    <div className="order-nothing">
      <Icon name="check" size={40} />
      <h2>{isFiltered || view === "team" ? t("none") : t(view === "mine" ? "noneMine" : "noneOpen")}</h2>
      {!isFiltered && view === "mine" && <p>{t(mayAccept ? "noneMineTake" : "noneMineMore")}</p>}
    </div>
  );
}
