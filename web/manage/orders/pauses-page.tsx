/** Pauses across orders, for the quality inspector: the suspicious first, each with its reason, proof, length and who. */
import { Alert, Button, DatePicker, Input, Select, Table, Tag } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import {
  listQualityPauses,
  type PauseMark,
  pauseMark,
  type QualityPause,
} from "../../../contracts/orders/pause-quality.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { go, type Route } from "../../staff/router.ts";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { CheckPauseDialog } from "./check-pause-dialog.tsx";
import { t } from "./pauses-words.ts";
import "./pauses.css";

const states = ["standing", "ended"] as const;
const checks = ["owed", "justified", "unjustified"] as const;
const shownMost = 200;

type Filter = {
  /** The platform says which days are meant unless the address does. */
  from: string | undefined;
  to: string | undefined;
  unitId: string | undefined;
  reason: string | undefined;
  state: (typeof states)[number] | undefined;
  check: (typeof checks)[number] | undefined;
  mark: PauseMark | undefined;
  who: string | undefined;
};

function filterOf(query: URLSearchParams): Filter {
  return {
    from: query.get("from") ?? undefined,
    to: query.get("to") ?? undefined,
    unitId: query.get("unitId") ?? undefined,
    reason: query.get("reason") ?? undefined,
    state: states.find((one) => one === query.get("state")),
    check: checks.find((one) => one === query.get("check")),
    mark: pauseMark.options.find((one) => one === query.get("mark")),
    who: query.get("who") ?? undefined,
  };
}

export function PausesPage({ route }: { route: Route }) {
  const filter = filterOf(route.query);
  const may = useMay();
  const list = useAsk(listQualityPauses, { query: { ...filter, limit: shownMost } });
  const shown = list.data;
  const change = (next: Partial<Filter>) => go(["pauses"], { ...filter, ...next });
  const [checking, setChecking] = useState<QualityPause>();
  return (
    <Page title={t("title")} hint={t("hint")}>
      <div className="page-bar pauses-filters">
        <DatePicker.RangePicker
          aria-label={t("range")}
          allowClear={false}
          value={shown ? [dayjs(shown.from), dayjs(shown.to)] : null}
          onChange={(range) => {
            const [from, to] = range ?? [];
            if (from && to) change({ from: from.format("YYYY-MM-DD"), to: to.format("YYYY-MM-DD") });
          }}
        />
        <Choice
          name="mark"
          value={filter.mark}
          options={pauseMark.options.map((value) => ({ value, label: t(value) }))}
          onChange={(mark) => change({ mark })}
        />
        <Choice
          name="reason"
          value={filter.reason}
          width={180}
          options={(list.data?.reasons ?? []).map(({ code, name }) => ({ value: code, label: pick(name) }))}
          onChange={(reason) => change({ reason })}
        />
        <Choice
          name="state"
          value={filter.state}
          options={states.map((value) => ({ value, label: t(value) }))}
          onChange={(state) => change({ state })}
        />
        <Choice
          name="check"
          value={filter.check}
          options={checks.map((value) => ({ value, label: t(value) }))}
          onChange={(check) => change({ check })}
        />
        {may("identity.read") && (
          <UnitSelect
            label={t("unit")}
            placeholder={t("unit")}
            allowClear
            width={170}
            value={filter.unitId}
            onChange={(unitId) => change({ unitId })}
          />
        )}
        <Input.Search
          aria-label={t("who")}
          placeholder={t("who")}
          allowClear
          defaultValue={filter.who}
          onSearch={(who) => change({ who: who.trim() || undefined })}
          style={{ width: 130 }}
        />
      </div>
      <Loaded of={list}>
        {({ pauses, totals, suspect, hasMore }) => (
          <>
            <ul className="pauses-totals" data-testid="pause-totals">
              {(["pauses", "suspicious", "standing", "owed", "unjustified"] as const).map((name) => (
                <li key={name} className={name === "suspicious" && totals[name] > 0 ? "is-warm" : ""}>
                  <b>{totals[name]}</b> {t(name)}
                </li>
              ))}
              <li className="pauses-rule">{t("suspect", suspect)}</li>
            </ul>
            {hasMore && <Alert type="info" showIcon title={t("more", { n: shownMost })} />}
            <Rows pauses={pauses} onCheck={setChecking} />
          </>
        )}
      </Loaded>
      {checking && <CheckPauseDialog pause={checking} onClose={() => setChecking(undefined)} />}
    </Page>
  );
}

type ChoiceProps<Value extends string> = {
  name: "mark" | "reason" | "state" | "check";
  value: Value | undefined;
  width?: number;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
};

function Choice<Value extends string>({ name, value, width = 126, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select<Value>
      aria-label={t(name)}
      placeholder={t(name)}
      allowClear
      value={value ?? null}
      onChange={(next: Value | undefined) => onChange(next)}
      options={[...options]}
      style={{ width }}
    />
  );
}

/** 3 天 4 小时; 2 小时 5 分 */
function lengthWords(minutes: number): string {
  const [d, h, m] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  if (d > 0) return t("days", { d, h });
  return h > 0 ? t("hours", { h, m }) : t("minutes", { m });
}

type RowsProps = { pauses: readonly QualityPause[]; onCheck: (pause: QualityPause) => void };

function Rows({ pauses, onCheck }: RowsProps) {
  return (
    <Table<QualityPause>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={[...pauses]}
      locale={{ emptyText: t("none") }}
      scroll={{ x: "max-content" }}
      columns={[
        {
          title: t("mark"),
          key: "marks",
          render: (_, { marks }) =>
            marks.map((mark) => (
              <Tag key={mark} color={mark === "unjustified" || mark === "unproven" ? "red" : "orange"}>
                {t(mark)}
              </Tag>
            )),
        },
        {
          title: t("order"),
          key: "order",
          render: (_, { order, ofOrder }) => (
            <>
              <a
                href={`/desk/#/orders/${order.id}`}
                target="_blank"
                rel="noreferrer"
                className="num"
                aria-label={t("open", { number: order.number })}
              >
                {order.number}
              </a>
              <small>
                {pick(order.typeName)} · {pick(order.unitName)}
                {ofOrder > 1 && ` · ${t("ofOrder", { n: ofOrder })}`}
              </small>
            </>
          ),
        },
        {
          title: t("reason"),
          key: "reason",
          className: "pauses-reason",
          render: (_, { reasonName, reason }) => (
            <>
              <b>{pick(reasonName)}</b>
              <small>{reason}</small>
            </>
          ),
        },
        {
          title: t("length"),
          key: "length",
          render: (_, pause) => (
            <>
              <span className="num">{lengthWords(pause.minutes)}</span>
              <small>
                {t(pause.endedAt === null ? "standing" : "ended")}
                {pause.usedShare !== null && (
                  <span
                    title={pause.wasDueAt ? t("usedTitle", { day: dayAndTime(pause.wasDueAt) }) : undefined}
                  >
                    {" · "}
                    {t("used", { n: pause.usedShare })}
                  </span>
                )}
              </small>
            </>
          ),
        },
        {
          title: t("who"),
          key: "who",
          render: (_, { byName, at }) => (
            <>
              {byName}
              <small className="num">{dayAndTime(at)}</small>
            </>
          ),
        },
        {
          title: t("proofTitle"),
          key: "proof",
          render: (_, { proofId, needsProof, order }) =>
            proofId !== null ? (
              // The order's story has it beside the pause.
              <a href={`/desk/#/orders/${order.id}`} target="_blank" rel="noreferrer">
                {t("proof")}
              </a>
            ) : (
              <span>{t(needsProof ? "noProof" : "noNeed")}</span>
            ),
        },
        {
          title: t("check"),
          key: "check",
          render: (_, pause) => <Check pause={pause} onCheck={onCheck} />,
        },
      ]}
    />
  );
}

function Check({ pause, onCheck }: { pause: QualityPause; onCheck: (pause: QualityPause) => void }) {
  const { isJustified, checkedByName, checkNote, mayCheck, needsCheck } = pause;
  if (checkedByName !== null)
    return (
      <>
        <Tag color={isJustified ? "green" : "red"}>{t(isJustified ? "justified" : "unjustified")}</Tag>
        <small>{t("checkedBy", { who: checkedByName, note: checkNote ?? "" })}</small>
      </>
    );
  if (mayCheck)
    return (
      <Button size="small" type="primary" onClick={() => onCheck(pause)}>
        {t("doCheck")}
      </Button>
    );
  return needsCheck ? <span>{t("owed")}</span> : null;
}
