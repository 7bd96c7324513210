/** Days to choose, as `YYYY-MM-DD`. Ant Design's calendar speaks dayjs; nothing else here does. */
import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn.js";
import { now } from "../parts/time.ts";
import { getLanguage } from "../parts/words.ts";

/** Today in Asia/Shanghai by the server's clock. */
export const today = (): Temporal.PlainDate => now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate();

const speak = () => dayjs.locale(getLanguage() === "zh" ? "zh-cn" : "en");

type DayProps = {
  readonly value?: string;
  readonly onChange?: (day: string) => void;
  readonly id?: string;
  readonly label?: string;
  /** The first day that may be chosen. */
  readonly first?: string;
  /** The day can be taken away again; told so. */
  readonly onClear?: (() => void) | undefined;
  /** What stands there while no day is chosen. */
  readonly placeholder?: string;
};

export function DayPicker({ value, onChange, id, label, first, onClear, placeholder }: DayProps) {
  speak();
  return (
    <DatePicker
      {...(id && { id })}
      aria-label={label}
      {...(placeholder && { placeholder })}
      allowClear={onClear !== undefined}
      value={value ? dayjs(value) : null}
      {...(first && { minDate: dayjs(first) })}
      onChange={(day) => (day ? onChange?.(day.format("YYYY-MM-DD")) : onClear?.())}
    />
  );
}

type RangeProps = {
  readonly from: string;
  readonly to: string;
  readonly onChange: (from: string, to: string) => void;
  readonly presets: readonly { readonly label: string; readonly from: string; readonly to: string }[];
};

export function RangePicker({ from, to, onChange, presets }: RangeProps) {
  speak();
  return (
    <DatePicker.RangePicker
      allowClear={false}
      value={[dayjs(from), dayjs(to)]}
      presets={presets.map((preset) => ({
        label: preset.label,
        value: [dayjs(preset.from), dayjs(preset.to)],
      }))}
      onChange={(days) => {
        const [first, last] = days ?? [];
        if (first && last) onChange(first.format("YYYY-MM-DD"), last.format("YYYY-MM-DD"));
      }}
    />
  );
}
