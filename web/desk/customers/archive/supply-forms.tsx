/** Behind an account: supply points, metering points, contracts. */

import type { AccountAnswer } from "../../../../contracts/customers/shapes.ts";
import { saveContract, saveMeteringPoint, saveSupplyPoint } from "../../../../contracts/customers/supply.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { today } from "../faults.ts";
import { useCodes } from "./codes.ts";
import type { EditProps } from "./edits.tsx";
import { CommandForm } from "./form-kit.tsx";

const t = defineWords({
  supply: ["受电点", "Supply point"],
  metering: ["计量点", "Metering point"],
  contract: ["供用电合同", "Supply contract"],
  role: ["电源用途", "Role"],
  voltage: ["电压", "Voltage"],
  capacity: ["容量 kVA", "Capacity kVA"],
  substation: ["变电站", "Substation"],
  feeder: ["线路", "Feeder"],
  transformer: ["台区", "Transformer"],
  phase: ["相别", "Phase"],
  ownSource: ["有自备电源", "Own source"],
  isClosed: ["停用", "Ended"],
  purpose: ["用途", "Purpose"],
  method: ["计量方式", "Method"],
  ratio: ["倍率", "Ratio"],
  box: ["表箱", "Box"],
  at: ["受电点", "Supply point"],
  number: ["合同编号", "Number"],
  kind: ["合同类型", "Kind"],
  state: ["状态", "State"],
  signed: ["签订日期", "Signed on"],
  starts: ["开始", "Starts"],
  ends: ["结束", "Ends"],
  note: ["备注", "Note"],
});
const contractState = defineWords({
  draft: ["草稿", "Draft"],
  "in-force": ["生效", "In force"],
  expired: ["到期", "Expired"],
  terminated: ["终止", "Terminated"],
});

const find = ({ accounts }: EditProps["archive"], accountId = "") =>
  accounts.find(({ id }) => id === accountId);

type Supply = Omit<AccountAnswer["supplyPoints"][number], "id" | "validFrom" | "version" | "voltageName">;

export function SupplyForm({ archive, ids: [accountId, pointId], onSaved, onClose }: EditProps) {
  const { options } = useCodes();
  const account = find(archive, accountId);
  if (!account) return null;
  const point = account.supplyPoints.find(({ id }) => id === pointId);
  const base: Supply = point ?? {
    ...{ role: "main", voltageCode: account.voltageCode, capacityKva: null, substation: null, feeder: null },
    ...{ transformer: null, phase: null, hasOwnSource: false, isClosed: false },
  };
  return (
    <CommandForm<Supply>
      title={t("supply")}
      fields={[
        { name: "role", label: t("role"), kind: "select", required: true, options: options("supply-role") },
        {
          name: "voltageCode",
          label: t("voltage"),
          kind: "select",
          required: true,
          options: options("voltage"),
        },
        { name: "capacityKva", label: t("capacity"), kind: "number" },
        {
          ...{ name: "phase", label: t("phase"), kind: "select" },
          options: ["A", "B", "C", "ABC"].map((value) => ({ value, label: value })),
        },
        { name: "substation", label: t("substation"), kind: "text", max: 60 },
        { name: "feeder", label: t("feeder"), kind: "text", max: 60 },
        { name: "transformer", label: t("transformer"), kind: "text", max: 60 },
        { name: "hasOwnSource", label: t("ownSource"), kind: "switch" },
        ...(point ? [{ name: "isClosed", label: t("isClosed"), kind: "switch" } as const] : []),
      ]}
      base={{ version: point?.version ?? 0, values: base }}
      draft={`supply.${account.id}.${pointId ?? "new"}`}
      onSave={async (values, version) => {
        const { role, voltageCode, capacityKva, substation, feeder, transformer, phase } = values;
        const body = {
          ...{ role, voltageCode, hasOwnSource: values.hasOwnSource, isClosed: values.isClosed },
          ...{ capacityKva: capacityKva ?? null, substation: substation || null, feeder: feeder || null },
          ...{ transformer: transformer || null, phase: (phase || null) as "A" | "B" | "C" | "ABC" | null },
          ...{ supplyPointId: point?.id ?? null, version: point ? version : null },
        };
        await call(saveSupplyPoint, { params: { accountId: account.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Metering = Pick<
  AccountAnswer["meteringPoints"][number],
  "purpose" | "method" | "ratio" | "box" | "supplyPointId" | "isClosed"
>;

export function MeteringForm({ archive, ids: [accountId, pointId], onSaved, onClose }: EditProps) {
  const { options, nameOf } = useCodes();
  const account = find(archive, accountId);
  if (!account) return null;
  const point = account.meteringPoints.find(({ id }) => id === pointId);
  const base: Metering = point ?? {
    ...{ purpose: "settlement", method: "LL", ratio: 1, box: null, isClosed: false },
    supplyPointId: account.supplyPoints[0]?.id ?? null,
  };
  const places = account.supplyPoints.map(({ id, role, feeder }) => ({
    value: id,
    label: [nameOf("supply-role", role), feeder].filter(Boolean).join(" · "),
  }));
  return (
    <CommandForm<Metering>
      title={t("metering")}
      fields={[
        {
          name: "purpose",
          label: t("purpose"),
          kind: "select",
          required: true,
          options: options("metering-purpose"),
        },
        {
          name: "method",
          label: t("method"),
          kind: "select",
          required: true,
          options: options("metering-method"),
        },
        { name: "ratio", label: t("ratio"), kind: "number", required: true },
        { name: "box", label: t("box"), kind: "text", max: 30 },
        { name: "supplyPointId", label: t("at"), kind: "select", options: places },
        ...(point ? [{ name: "isClosed", label: t("isClosed"), kind: "switch" } as const] : []),
      ]}
      base={{ version: point?.version ?? 0, values: base }}
      draft={`metering.${account.id}.${pointId ?? "new"}`}
      onSave={async ({ purpose, method, ratio, box, supplyPointId, isClosed }, version) => {
        const body = {
          ...{ purpose, method, ratio, isClosed, box: box || null, supplyPointId: supplyPointId ?? null },
          ...{ meteringPointId: point?.id ?? null, version: point ? version : null },
        };
        await call(saveMeteringPoint, { params: { accountId: account.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Contract = Pick<
  AccountAnswer["contracts"][number],
  "number" | "kind" | "signedOn" | "startsOn" | "endsOn" | "state" | "note"
>;

export function ContractForm({ archive, ids: [accountId, contractId], onSaved, onClose }: EditProps) {
  const { options } = useCodes();
  const account = find(archive, accountId);
  if (!account) return null;
  const contract = account.contracts.find(({ id }) => id === contractId);
  const base: Contract = contract ?? {
    ...{ number: "", kind: "residential", signedOn: null, startsOn: today(), endsOn: null },
    ...{ state: "in-force", note: null },
  };
  // Who is party to it stays as it was; a new contract begins with its customer as the consumer.
  const parties = contract?.parties.map(({ customerId, role }) => ({ customerId, role })) ?? [
    { customerId: archive.id, role: "consumer" as const },
  ];
  const states = (["draft", "in-force", "expired", "terminated"] as const).map((value) => ({
    value,
    label: contractState(value),
  }));
  return (
    <CommandForm<Contract>
      title={t("contract")}
      fields={[
        { name: "number", label: t("number"), kind: "text", required: true, max: 40 },
        { name: "kind", label: t("kind"), kind: "select", required: true, options: options("contract-kind") },
        { name: "startsOn", label: t("starts"), kind: "day", required: true },
        { name: "endsOn", label: t("ends"), kind: "day" },
        { name: "signedOn", label: t("signed"), kind: "day" },
        { name: "state", label: t("state"), kind: "select", required: true, options: states },
        { name: "note", label: t("note"), kind: "area", max: 500 },
      ]}
      base={{ version: contract?.version ?? 0, values: base }}
      draft={`contract.${account.id}.${contractId ?? "new"}`}
      onSave={async ({ number, kind, signedOn, startsOn, endsOn, state, note }, version) => {
        const body = {
          ...{ number, kind, signedOn, startsOn, endsOn, state, note: note || null, parties },
          ...{ contractId: contract?.id ?? null, version: contract ? version : null },
        };
        await call(saveContract, { params: { accountId: account.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
