/** An account passes to another customer (过户), or ends (销户). */
import { closeAccount, transferAccount } from "../../../../contracts/customers/accounts.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { today } from "../faults.ts";
import { CustomerPick } from "./customer-pick.tsx";
import type { EditProps } from "./edits.tsx";
import { CommandForm } from "./form-kit.tsx";

const t = defineWords({
  transfer: ["过户 {number}", "Transfer {number}"],
  to: ["过户给", "To"],
  on: ["日期", "Day"],
  reason: ["原因", "Reason"],
  close: ["销户 {number}", "Close {number}"],
});

type Ending = { toCustomerId: string; on: string; reason: string };

export function TransferForm({ archive, ids: [accountId], onSaved, onClose }: EditProps) {
  const account = archive.accounts.find(({ id }) => id === accountId);
  if (!account) return null;
  return (
    <CommandForm<Ending>
      title={t("transfer", { number: account.number })}
      fields={[
        {
          ...{ name: "toCustomerId", label: t("to"), kind: "custom", required: true, wide: true },
          custom: (given) => <CustomerPick {...given} without={archive.id} />,
        },
        { name: "on", label: t("on"), kind: "day", required: true },
        { name: "reason", label: t("reason"), kind: "text", required: true },
      ]}
      base={{ version: account.version, values: { toCustomerId: "", on: today(), reason: "" } }}
      draft={`transfer.${account.id}`}
      onSave={async (values, version) => {
        await call(transferAccount, { params: { accountId: account.id }, body: { ...values, version } });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

export function CloseForm({ archive, ids: [accountId], onSaved, onClose }: EditProps) {
  const account = archive.accounts.find(({ id }) => id === accountId);
  if (!account) return null;
  const title = t("close", { number: account.number });
  return (
    <CommandForm<Omit<Ending, "toCustomerId">>
      title={title}
      saveLabel={title}
      danger
      fields={[
        { name: "on", label: t("on"), kind: "day", required: true },
        { name: "reason", label: t("reason"), kind: "text", required: true },
      ]}
      base={{ version: account.version, values: { on: today(), reason: "" } }}
      draft={`close.${account.id}`}
      onSave={async (values, version) => {
        await call(closeAccount, { params: { accountId: account.id }, body: { ...values, version } });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
