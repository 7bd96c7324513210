/** Meters come and go at a metering point (装表、换表、拆表). */
import { installMeter, removeMeter } from "../../../../contracts/customers/supply.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { today } from "../faults.ts";
import type { EditProps } from "./edits.tsx";
import { CommandForm } from "./form-kit.tsx";

const t = defineWords({
  meter: ["装表或换表", "Install or change a meter"],
  unmeter: ["拆表", "Remove the meter"],
  asset: ["资产编号", "Asset number"],
  model: ["型号", "Model"],
  on: ["日期", "Day"],
  reading: ["示数 kWh", "Reading kWh"],
  removed: ["旧表示数 kWh", "Old meter's reading kWh"],
  removedExtra: ["原来装有表时必填", "Needed when a meter hangs there"],
  reason: ["原因", "Reason"],
});

/** kWh as typed, in 0.01 kWh. */
const centi = (kWh: number) => Math.round(kWh * 100);

type Install = {
  assetNumber: string;
  model: string | null;
  on: string;
  reading: number;
  removedReading: number | null;
  reason: string | null;
};

export function MeterForm({ ids: [pointId = ""], onSaved, onClose }: EditProps) {
  return (
    <CommandForm<Install>
      title={t("meter")}
      fields={[
        { name: "assetNumber", label: t("asset"), kind: "text", required: true, max: 30 },
        { name: "model", label: t("model"), kind: "text", max: 40 },
        { name: "on", label: t("on"), kind: "day", required: true },
        { name: "reading", label: t("reading"), kind: "number", required: true },
        { name: "removedReading", label: t("removed"), kind: "number", extra: t("removedExtra") },
        { name: "reason", label: t("reason"), kind: "text", max: 100 },
      ]}
      base={{
        version: 0,
        values: { assetNumber: "", model: null, on: today(), reading: 0, removedReading: null, reason: null },
      }}
      draft={`meter.${pointId}`}
      onSave={async ({ model, reading, removedReading, reason, ...values }) => {
        const body = {
          ...{ ...values, model: model || null, reading: centi(reading), reason: reason || null },
          removedReading: typeof removedReading === "number" ? centi(removedReading) : null,
        };
        await call(installMeter, { params: { pointId }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Removal = { on: string; reading: number; reason: string };

export function RemoveMeterForm({ ids: [pointId = ""], onSaved, onClose }: EditProps) {
  return (
    <CommandForm<Removal>
      title={t("unmeter")}
      saveLabel={t("unmeter")}
      danger
      fields={[
        { name: "on", label: t("on"), kind: "day", required: true },
        { name: "reading", label: t("reading"), kind: "number", required: true },
        { name: "reason", label: t("reason"), kind: "text", required: true, max: 100, wide: true },
      ]}
      base={{ version: 0, values: { on: today(), reading: 0, reason: "" } }}
      draft={`unmeter.${pointId}`}
      onSave={async ({ on, reading, reason }) => {
        await call(removeMeter, { params: { pointId }, body: { on, reading: centi(reading), reason } });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
