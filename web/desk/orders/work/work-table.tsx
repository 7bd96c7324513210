/** Live steps as a dense table, or beside an open order as a narrow list. Arrows move, Enter opens. */
import { Button, Tooltip } from "antd";
import type { KeyboardEvent } from "react";
import type { WorkLine } from "../../../../contracts/orders/shapes.ts";
import { localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { HeatMark, OrderLateMark } from "../heat.tsx";
import { priorityName } from "../words.ts";

const t = defineWords({
  due: ["时限", "Due"],
  number: ["工单编号", "Number"],
  type: ["业务", "Kind"],
  matter: ["客户与地址", "Customer and place"],
  step: ["环节", "Step"],
  holder: ["办理人", "Holder"],
  since: ["到达", "Since"],
  free: ["待领", "Free"],
  claim: ["领取", "Claim"],
  claimOf: ["领取 {number}", "Claim {number}"],
  acts: ["操作", "Do"],
  provisional: ["容缺", "Papers owed"],
});

type Props = {
  lines: readonly WorkLine[];
  now: Temporal.Instant;
  meId: string;
  hrefOf: (line: WorkLine) => string;
  openId?: string | undefined;
  isNarrow: boolean;
  isBusy: boolean;
  postName: (post: string) => string;
  onPoint: (line: WorkLine) => void;
  onClaim: (line: WorkLine) => void;
};

/** Up and down between the links of a list, as in every list of files. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-line]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function WorkTable(props: Props) {
  return props.isNarrow ? <NarrowList {...props} /> : <WideTable {...props} />;
}

function WideTable({ lines, now, meId, hrefOf, isBusy, postName, onPoint, onClaim }: Props) {
  return (
    <table className="order-table" onKeyDown={moveInList}>
      <thead>
        <tr>
          <th scope="col">{t("due")}</th>
          <th scope="col">{t("number")}</th>
          <th scope="col">{t("type")}</th>
          <th scope="col">{t("step")}</th>
          <th scope="col">{t("matter")}</th>
          <th scope="col">{t("holder")}</th>
          <th scope="col">{t("since")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("acts")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.stepId} className={`is-${line.heat}`}>
            <td>
              <HeatMark heat={line.heat} dueAt={line.dueAt} now={now} />
            </td>
            <td>
              <a
                href={hrefOf(line)}
                data-line
                className="order-number"
                onFocus={() => onPoint(line)}
                onMouseEnter={() => onPoint(line)}
              >
                {line.order.number}
              </a>
              <Marks line={line} />
            </td>
            <td>{pick(line.order.typeName)}</td>
            <td>
              <b>{pick(line.name)}</b>
              <small>{postName(line.post)}</small>
            </td>
            <td className="order-matter">
              <span>{line.order.customerName}</span>
              <small>{line.order.address || line.order.title}</small>
            </td>
            <td>{line.assigneeName ?? <span className="order-free">{t("free")}</span>}</td>
            <td>{localDay(line.openedAt).slice(5)}</td>
            <td>
              <ClaimButton line={line} meId={meId} isBusy={isBusy} onClaim={onClaim} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NarrowList({ lines, now, hrefOf, openId, onPoint }: Props) {
  return (
    <ul className="order-lines" onKeyDown={moveInList}>
      {lines.map((line) => (
        <li key={line.stepId}>
          <a
            href={hrefOf(line)}
            data-line
            aria-current={line.order.id === openId ? "page" : undefined}
            onFocus={() => onPoint(line)}
          >
            <span className="order-line-top">
              <b>{pick(line.name)}</b>
              <span>{line.assigneeName ?? t("free")}</span>
            </span>
            <span className="order-line-what">
              {pick(line.order.typeName)} · {line.order.customerName}
            </span>
            <span className="order-line-top">
              <small>{line.order.number}</small>
              <OrderLateMark line={line} />
              <HeatMark heat={line.heat} dueAt={line.dueAt} now={now} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Marks({ line }: { line: WorkLine }) {
  const { order } = line;
  return (
    <>
      <OrderLateMark line={line} />
      {order.priority !== "normal" && (
        <span className="badge badge-priority">{priorityName(order.priority)}</span>
      )}
      {order.isProvisional && <span className="badge">{t("provisional")}</span>}
    </>
  );
}

type ClaimProps = Pick<Props, "meId" | "isBusy" | "onClaim"> & { line: WorkLine };

function ClaimButton({ line, meId, isBusy, onClaim }: ClaimProps) {
  if (line.assigneeId !== null || line.assigneeId === meId) return null;
  const button = (
    <Button
      size="small"
      disabled={!line.canClaim || isBusy}
      aria-label={t("claimOf", { number: line.order.number })}
      onClick={() => onClaim(line)}
    >
      {t("claim")}
    </Button>
  );
  return line.refusal ? <Tooltip title={pick(line.refusal)}>{button}</Tooltip> : button;
}
