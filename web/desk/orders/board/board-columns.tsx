/** The stages side by side, each with its cards, the most urgent on top. Arrows move, space marks, Enter opens. */
import type { DragEvent, KeyboardEvent } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import type { readBoard } from "../../../../contracts/orders/board.ts";
import type { WorkLine } from "../../../../contracts/orders/shapes.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { HeatMark, OrderLateMark } from "../heat.tsx";
import { orderAt } from "../routes.ts";
import { heatName, priorityName } from "../words.ts";

const t = defineWords({
  none: ["没有在办的工单", "Nothing is running"],
  noneMore: ["换一个看板，或放宽筛选条件。", "Change the board, or ask for more."],
  free: ["未派", "Unassigned"],
  mark: ["选中 {number} {step}", "Mark {number} {step}"],
  assign: ["指派 {number}", "Assign {number}"],
  assignShort: ["指派", "Assign"],
  risk: ["风险 {n}", "risk {n}"],
  more: ["另有 {n} 件，请加筛选", "{n} more: narrow it down"],
});

export const dragType = "application/x-mingchuang-step";
/** From here on the risk of being late is worth a word. */
const riskShownFrom = 50;

/** From so many cards on a stage grows no wider. */
const widestStage = 6;

type Stage = ResultOf<typeof readBoard>["stages"][number];
type Props = {
  stages: readonly Stage[];
  now: Temporal.Instant;
  marked: ReadonlySet<string>;
  onMark: (stepId: string) => void;
  onAssign: (stepId: string) => void;
};

/** Up and down in a column, left and right between columns, at about the same height. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const card = document.activeElement?.closest<HTMLElement>("[data-card]");
  const column = card?.closest<HTMLElement>("[data-column]");
  if (!card || !column || event.altKey || event.ctrlKey || event.metaKey) return;
  const cardsOf = (one: Element | undefined) => [
    ...(one?.querySelectorAll<HTMLElement>("[data-card]") ?? []),
  ];
  const columns = [...event.currentTarget.querySelectorAll("[data-column]")].filter(
    (one) => cardsOf(one).length > 0,
  );
  const [row, at] = [cardsOf(column).indexOf(card), columns.indexOf(column)];
  const to = (x: number, y: number) => {
    const cards = cardsOf(columns[x]);
    return cards[Math.max(0, Math.min(cards.length - 1, y))];
  };
  const moves: Readonly<Record<string, () => HTMLElement | undefined>> = {
    ArrowDown: () => to(at, row + 1),
    ArrowUp: () => to(at, row - 1),
    ArrowRight: () => to(Math.min(columns.length - 1, at + 1), row),
    ArrowLeft: () => to(Math.max(0, at - 1), row),
  };
  const next = moves[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.querySelector<HTMLElement>("a")?.focus();
}

export function BoardColumns({ stages, now, marked, onMark, onAssign }: Props) {
  if (stages.every(({ count }) => count === 0)) {
    return (
      <div className="order-nothing">
        <Icon name="check" size={44} />
        <h2>{t("none")}</h2>
        <p>{t("noneMore")}</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the arrow keys of the cards inside
    <div className="board-columns" onKeyDown={move}>
      {stages.map((stage) => (
        <section
          key={stage.key}
          className="board-column"
          // The fuller a stage, the wider, so that cards stand side by side where there is room.
          style={{ flexGrow: Math.min(widestStage, Math.max(1, stage.lines.length)) }}
          data-column
          aria-label={pick(stage.name)}
        >
          <header>
            <h3>{pick(stage.name)}</h3>
            <b>{stage.count}</b>
            {stage.over > 0 && (
              <span className="heat is-over">
                <b>{heatName("over")}</b> {stage.over}
              </span>
            )}
            {stage.warm > 0 && (
              <span className="heat is-warm">
                <b>{heatName("warm")}</b> {stage.warm}
              </span>
            )}
          </header>
          <ul>
            {stage.lines.map((line) => (
              <Card
                key={line.stepId}
                line={line}
                now={now}
                isMarked={marked.has(line.stepId)}
                onMark={() => onMark(line.stepId)}
                onAssign={() => onAssign(line.stepId)}
              />
            ))}
          </ul>
          {stage.count > stage.lines.length && (
            <p className="order-quiet">{t("more", { n: stage.count - stage.lines.length })}</p>
          )}
        </section>
      ))}
    </div>
  );
}

type CardProps = {
  line: WorkLine;
  now: Temporal.Instant;
  isMarked: boolean;
  onMark: () => void;
  onAssign: () => void;
};

function Card({ line, now, isMarked, onMark, onAssign }: CardProps) {
  const { order } = line;
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(dragType, line.stepId);
    event.dataTransfer.effectAllowed = "move";
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== " ") return;
    event.preventDefault();
    onMark();
  };
  return (
    <li
      className={`board-card is-${line.heat}${isMarked ? " is-marked" : ""}`}
      data-card={line.stepId}
      draggable
      onDragStart={drag}
    >
      <div className="board-card-top">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isMarked}
          onChange={onMark}
          aria-label={t("mark", { number: order.number, step: pick(line.name) })}
        />
        <a href={orderAt(order.id)} onKeyDown={press} draggable={false}>
          {pick(order.typeName)}
        </a>
        {order.priority !== "normal" && (
          <span className="badge badge-priority">{priorityName(order.priority)}</span>
        )}
      </div>
      <HeatMark heat={line.heat} dueAt={line.dueAt} now={now} /> <OrderLateMark line={line} />
      {order.risk >= riskShownFrom && <span className="board-risk">{t("risk", { n: order.risk })}</span>}
      <p>{pick(line.name)}</p>
      <small>
        {order.customerName} · {order.address || order.number}
      </small>
      <div className="board-card-foot">
        <span className={line.assigneeName ? "" : "order-free"}>{line.assigneeName ?? t("free")}</span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("assign", { number: order.number })}
          onClick={onAssign}
        >
          {t("assignShort")}
        </button>
      </div>
    </li>
  );
}
