/** Of which account, and between which days, a timeline is shown. */
import { Select } from "antd";
import { defineWords } from "../../parts/words.ts";
import { DayPicker } from "../../staff/day-picker.tsx";
import type { TimelineFilter } from "./queries.ts";

const t = defineWords({
  account: ["用电户", "Account"],
  every: ["所有户", "All accounts"],
  from: ["从哪一天", "From"],
  to: ["到哪一天", "To"],
});

export type FilteredAccount = { readonly id: string; readonly number: string };
type Span = Omit<TimelineFilter, "kinds">;
type Props = { accounts: readonly FilteredAccount[]; span: Span; onChange: (span: Span) => void };

export function TimelineSpan({ accounts, span, onChange }: Props) {
  const { accountId, from, to } = span;
  /** What is taken away is not sent at all. */
  const change = (next: { [K in keyof Span]: Span[K] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...span, ...next }).filter(([, value]) => value)));
  return (
    <div className="cust-filter">
      {accounts.length > 1 && (
        <Select
          aria-label={t("account")}
          size="small"
          style={{ minWidth: 170 }}
          value={accountId ?? ""}
          options={[
            { value: "", label: t("every") },
            ...accounts.map(({ id, number }) => ({ value: id, label: number })),
          ]}
          onChange={(id) => change({ accountId: id || undefined })}
        />
      )}
      <DayPicker
        label={t("from")}
        placeholder={t("from")}
        {...(from && { value: from })}
        onChange={(day) => change({ from: day })}
        onClear={() => change({ from: undefined })}
      />
      <DayPicker
        label={t("to")}
        placeholder={t("to")}
        {...(to && { value: to })}
        onChange={(day) => change({ to: day })}
        onClear={() => change({ to: undefined })}
      />
    </div>
  );
}
