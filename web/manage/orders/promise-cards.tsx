/** The ten promises, each with its figures: value, what it was made of, the target, and the orders behind it. */
import { Tag } from "antd";
import { type OrderFigure, readTenPromises } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { countOf, dash, percentOf } from "../parts/format.ts";
import { Loaded } from "../parts/page.tsx";
import type { Picked } from "./figure-orders.tsx";
import type { Asked } from "./scoreboard-page.tsx";
import { t } from "./scoreboard-words.ts";

type Props = { readonly asked: Asked; readonly onPick: (picked: Picked) => void };

export function TenPromises({ asked, onPick }: Props) {
  const found = useAsk(readTenPromises, asked);
  return (
    <Loaded of={found} isEmpty={({ promises }) => promises.length === 0} empty={t("noRows")}>
      {({ promises }) => (
        <ol className="promises">
          {promises.map(({ no, name, text, source, figures }) => (
            <li key={no} className="promise">
              <h3>
                <span className="promise-no num">{no}</span> {pick(name)}
              </h3>
              <p className="promise-text" title={source}>
                {pick(text)}
              </p>
              <ul>
                {figures.map((figure) => (
                  <li key={`${figure.code} ${figure.group}`}>
                    <Figure figure={figure} onPick={onPick} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

export function valueText({ value, measure, unit }: OrderFigure): string {
  if (value === null) return dash;
  if (measure === "share") return percentOf(value, 1);
  return `${measure === "count" ? countOf(value) : value.toFixed(1)} ${t(unit)}`.trim();
}

function Figure({ figure, onPick }: { figure: OrderFigure; onPick: (picked: Picked) => void }) {
  const { name, group, numerator, denominator, excluded, target, isLive, why, value, measure } = figure;
  const label = group === "ALL" ? pick(name) : `${pick(name)} · ${t(group)}`;
  if (!isLive)
    return (
      <div className="figure-line is-waiting">
        <span>{label}</span>
        <Tag {...(why ? { title: pick(why) } : {})}>{t("notLive")}</Tag>
      </div>
    );
  const isBelow = measure === "share" && target !== null && value !== null && value < target;
  return (
    <button
      type="button"
      className="figure-line"
      disabled={denominator + excluded === 0}
      onClick={() => onPick({ figure: figure.code, name })}
    >
      <span>{label}</span>
      <b className={isBelow ? "num bad" : "num"}>{valueText(figure)}</b>
      <small className="num">
        {denominator + excluded === 0
          ? t("nothingYet")
          : t("parts", { a: countOf(Math.round(numerator)), b: countOf(denominator), c: countOf(excluded) })}
        {target !== null && ` · ${t("target", { n: measure === "share" ? percentOf(target, 1) : target })}`}
      </small>
    </button>
  );
}
