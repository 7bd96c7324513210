/** An instant to choose, day and time in Asia/Shanghai; the value is ISO text in UTC. */
import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn.js";
import { getLanguage } from "../parts/words.ts";

const zone = "Asia/Shanghai";
const wall = (instant: string) =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
const instantOf = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant().toString();

type Props = {
  readonly value?: string;
  readonly onChange?: (instant: string) => void;
  readonly id?: string;
};

export function MomentPicker({ value, onChange, id }: Props) {
  dayjs.locale(getLanguage() === "zh" ? "zh-cn" : "en");
  return (
    <DatePicker
      {...(id && { id })}
      showTime={{ format: "HH:mm", minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      allowClear={false}
      needConfirm={false}
      value={value ? dayjs(wall(value)) : null}
      onChange={(moment) => moment && onChange?.(instantOf(moment.format("YYYY-MM-DDTHH:mm")))}
      style={{ width: "100%" }}
    />
  );
}
