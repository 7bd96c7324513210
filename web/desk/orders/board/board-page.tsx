/**
 * The dispatcher's board (调度看板): everything that runs, by stage and urgency. A card is dragged onto a person, or marked and
 * assigned by keys; whatever is to change is shown first, and done only when it is confirmed.
 */

import { Result, Segmented, Select, Skeleton } from "antd";
import { useState } from "react";
import { readBoard } from "../../../../contracts/orders/board.ts";
import { family, type WorkLine } from "../../../../contracts/orders/shapes.ts";
import { useLive } from "../../../parts/live.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Action } from "../../../staff/action.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { LinkBanner } from "../../../staff/link-banner.tsx";
import { useRoute } from "../../../staff/router.ts";
import { useMe } from "../../../staff/session.tsx";
import { UnitSelect } from "../../../staff/unit-select.tsx";
import { useClock } from "../heat.tsx";
import { boardAt } from "../routes.ts";
import { useOrderKeys } from "../use-order-keys.ts";
import { familyName, heatName } from "../words.ts";
import { BoardColumns } from "./board-columns.tsx";
import { BulkDialog, type BulkWish } from "./bulk-dialog.tsx";
import { PeopleList } from "./people-list.tsx";
import "./board.css";

const t = defineWords({
  page: ["调度看板", "Dispatcher's board"],
  group: ["调度", "Dispatch"],
  which: ["哪个看板", "Which board"],
  supply: ["业扩调度", "Supply"],
  hotline: ["95598 调度", "Hotline"],
  family: ["业务", "Kind"],
  heat: ["时限", "Urgency"],
  unit: ["单位", "Unit"],
  running: ["在办环节 {n}", "{n} open steps"],
  orders: ["{n} 张工单", "{n} orders"],
  unassigned: ["未派 {n}", "{n} unassigned"],
  assign: ["指派所选（{n}）", "Assign marked ({n})"],
  none: ["先用空格键选中卡片", "Mark cards with the space bar first"],
  clear: ["取消选择", "Clear"],
  refused: ["看板打不开", "The board cannot be shown"],
});

type Board = "supply" | "hotline";
const boards = ["supply", "hotline"] as const;
const heats = ["over", "warm", "half", "paused"] as const;

export function BoardPage() {
  const { query } = useRoute();
  const maySeeUnits = useMe().capabilities.includes("identity.read");
  const board = boards.find((one) => one === query.get("board")) ?? "supply";
  const wanted = {
    board,
    family: family.options.find((one) => one === query.get("family")),
    heat: heats.find((one) => one === query.get("heat")),
    unitId: query.get("unitId") ?? undefined,
  };
  const { status, data, problem } = useLive(readBoard, { query: wanted });
  const now = useClock(10_000);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [wish, setWish] = useState<BulkWish>();
  const lines = new Map<string, WorkLine>(
    (data?.stages ?? []).flatMap((stage) => stage.lines.map((line) => [line.stepId, line] as const)),
  );
  // A card that has left the board is no longer marked.
  const chosen = [...marked].filter((stepId) => lines.has(stepId));
  const go = (change: Partial<typeof wanted>) => {
    location.hash = boardAt({ ...wanted, ...change });
    setMarked(new Set());
  };
  const toggle = (stepId: string) =>
    setMarked((last) => {
      const next = new Set(last);
      if (!next.delete(stepId)) next.add(stepId);
      return next;
    });
  const ask = (stepIds: readonly string[], staffId?: string) => setWish({ stepIds, staffId });
  /** Dragging a marked card takes all marked ones along. */
  const dropped = (stepId: string, staffId: string) =>
    ask(chosen.includes(stepId) ? chosen : [stepId], staffId);
  const assign: Action = {
    ...{ id: "board-assign", group: t("group"), label: t("assign", { n: chosen.length }), keys: "Alt+Z" },
    search: "zhipai assign",
    blocked: chosen.length > 0 ? undefined : t("none"),
    run: () => ask(chosen),
  };
  useOrderKeys([assign], "board");

  if (status === "refused")
    return <Result status="warning" title={t("refused")} subTitle={problem && pick(problem)} />;
  return (
    <section className="board" aria-label={t("page")}>
      <header className="board-head">
        <Segmented<Board>
          aria-label={t("which")}
          value={board}
          onChange={(next) => go({ board: next, family: undefined })}
          options={boards.map((value) => ({ value, label: t(value) }))}
        />
        <Select
          aria-label={t("family")}
          placeholder={t("family")}
          allowClear
          value={wanted.family ?? null}
          onChange={(next: typeof wanted.family) => go({ family: next })}
          options={family.options.map((value) => ({ value, label: familyName(value) }))}
          style={{ width: 130 }}
        />
        <Select
          aria-label={t("heat")}
          placeholder={t("heat")}
          allowClear
          value={wanted.heat ?? null}
          onChange={(next: typeof wanted.heat) => go({ heat: next })}
          options={heats.map((value) => ({ value, label: heatName(value) }))}
          style={{ width: 110 }}
        />
        {maySeeUnits && (
          <UnitSelect
            label={t("unit")}
            placeholder={t("unit")}
            allowClear
            width={180}
            value={wanted.unitId}
            onChange={(unitId) => go({ unitId })}
          />
        )}
        {data && <Totals totals={data.totals} />}
        <span className="board-space" />
        {chosen.length > 0 && (
          <button type="button" className="order-fold" onClick={() => setMarked(new Set())}>
            {t("clear")}
          </button>
        )}
        <ActionButton action={assign} type="primary" />
      </header>
      <LinkBanner status={status} />
      {data ? (
        <div className="board-body">
          <BoardColumns
            stages={data.stages}
            now={now}
            marked={new Set(chosen)}
            onMark={toggle}
            onAssign={(stepId) => ask(chosen.includes(stepId) ? chosen : [stepId])}
          />
          <PeopleList people={data.people} onDrop={dropped} />
        </div>
      ) : (
        <Skeleton active className="order-loading" paragraph={{ rows: 12 }} />
      )}
      {wish && data && (
        <BulkDialog
          wish={wish}
          people={data.people}
          onDone={() => setMarked(new Set())}
          onClose={() => setWish(undefined)}
        />
      )}
    </section>
  );
}

type TotalsOf = {
  running: number;
  orders: number;
  warm: number;
  over: number;
  paused: number;
  unassigned: number;
};

function Totals({ totals }: { totals: TotalsOf }) {
  return (
    <p className="board-totals" data-testid="board-totals">
      <b>{t("running", { n: totals.running })}</b>
      <span>{t("orders", { n: totals.orders })}</span>
      {(["over", "warm", "paused"] as const).map((heat) =>
        totals[heat] > 0 ? (
          <span key={heat} className={`heat is-${heat}`}>
            <b>{heatName(heat)}</b> {totals[heat]}
          </span>
        ) : null,
      )}
      {totals.unassigned > 0 && <span>{t("unassigned", { n: totals.unassigned })}</span>}
    </p>
  );
}
