/** Metering points with the meters that hang there and hung there before. */
import type { AccountAnswer } from "../../../../contracts/customers/shapes.ts";
import { defineWords } from "../../../parts/words.ts";
import { Nothing, Part } from "../states.tsx";
import { AddButton, ChangeButton, type PartProps } from "./account-part.tsx";

const t = defineWords({
  meteringPoints: ["计量点与电能表", "Metering points and meters"],
  noMetering: ["没有计量点", "No metering points"],
  ratio: ["倍率 {n}", "ratio {n}"],
  hangs: ["{from} 装，示数 {reading}", "installed {from} at {reading}"],
  removed: ["{from} 装 {first} → {to} 拆 {last}", "{from} at {first} → {to} at {last}"],
  noMeter: ["未装表", "No meter"],
  meter: ["装换表", "Install / change"],
  takeOff: ["拆表", "Remove"],
  ended: ["已停用", "Ended"],
});

/** 0.01 kWh as kWh. */
const kWh = (reading: number | null) => (reading === null ? "" : (reading / 100).toFixed(2));

export function MeteringPoints({ account, may, codes }: PartProps) {
  return (
    <Part title={t("meteringPoints")} extra={may && <AddButton edit={`metering.${account.id}`} />}>
      {account.meteringPoints.length === 0 && <Nothing>{t("noMetering")}</Nothing>}
      <ul className="archive-rows">
        {account.meteringPoints.map((point) => {
          const hangs = point.installations.some(({ removedOn }) => removedOn === null);
          return (
            <li key={point.id}>
              <span className="cust-kind">{codes.nameOf("metering-purpose", point.purpose)}</span>
              <span>
                {point.number} · {codes.nameOf("metering-method", point.method)} ·{" "}
                {t("ratio", { n: point.ratio })}
                {point.box && ` · ${point.box}`}
                {point.isClosed && ` · ${t("ended")}`}
                <Meters installations={point.installations} />
              </span>
              {may && !point.isClosed && (
                <span>
                  <ChangeButton edit={`metering.${account.id}.${point.id}`} />
                  <ChangeButton edit={`meter.${point.id}`} label={t("meter")} />
                  {hangs && <ChangeButton edit={`unmeter.${point.id}`} label={t("takeOff")} />}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

type Installations = AccountAnswer["meteringPoints"][number]["installations"];

function Meters({ installations }: { installations: Installations }) {
  if (installations.length === 0) return <small className="archive-why">{t("noMeter")}</small>;
  return (
    <ul className="meters">
      {installations.map((each) => (
        <li key={each.id} className={each.removedOn ? "is-removed" : ""}>
          <b className="cust-number">{each.assetNumber}</b> {each.model}{" "}
          <small>
            {each.removedOn
              ? t("removed", {
                  from: each.installedOn,
                  first: kWh(each.installedReading),
                  to: each.removedOn,
                  last: kWh(each.removedReading),
                })
              : t("hangs", { from: each.installedOn, reading: kWh(each.installedReading) })}
            {each.reason && ` · ${each.reason}`}
          </small>
        </li>
      ))}
    </ul>
  );
}
