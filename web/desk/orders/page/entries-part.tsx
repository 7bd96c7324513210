/** What has happened to the order, the newest first. */
import { Switch } from "antd";
import { useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part } from "../../customers/states.tsx";
import { ProofButton } from "./proof-view.tsx";

const t = defineWords({
  title: ["经过", "What has happened"],
  none: ["还没有记录", "Nothing yet"],
  notes: ["只看备注", "Notes only"],
  more: ["再看 {n} 条", "{n} more"],
});

/** As many as fit without scrolling past everything else. */
const shownFirst = 12;

export function EntriesPart({ page }: { page: OrderPage }) {
  const { entries, steps } = page;
  const [isNotes, setNotes] = useState(false);
  const [isAll, setAll] = useState(false);
  const wanted = entries
    .filter(({ kind }) => !isNotes || kind.startsWith("note"))
    .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : one.id < other.id ? 1 : -1));
  const shown = isAll ? wanted : wanted.slice(0, shownFirst);
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  return (
    <Part
      title={t("title")}
      count={wanted.length}
      extra={
        // biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control inside
        <label className="order-switch">
          <Switch size="small" checked={isNotes} onChange={setNotes} aria-label={t("notes")} /> {t("notes")}
        </label>
      }
    >
      {shown.length === 0 ? (
        <Nothing>{t("none")}</Nothing>
      ) : (
        <ol className="order-entries">
          {shown.map(({ id, at, kind, who, text, stepId, detail: { proofId } }) => {
            const step = stepId === null ? undefined : names.get(stepId);
            return (
              <li key={id} className={kind.startsWith("note") ? "is-note" : ""}>
                <time>{dayAndTime(at)}</time>
                <div>
                  <p>
                    {pick(text)}
                    {typeof proofId === "string" && <ProofButton page={page} proofId={proofId} />}
                  </p>
                  <small>{[who, step && pick(step)].filter(Boolean).join(" · ")}</small>
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {shown.length < wanted.length && (
        <button type="button" className="order-fold" onClick={() => setAll(true)}>
          {t("more", { n: wanted.length - shown.length })}
        </button>
      )}
    </Part>
  );
}
