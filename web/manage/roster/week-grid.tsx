import type { WindowSetup } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { today } from "../../staff/day-picker.tsx";
import type { RosterDay } from "./queries.ts";
import type { Cell } from "./shift-form.tsx";
import { t } from "./words.ts";

type Props = {
  readonly days: readonly RosterDay[];
  readonly windows: readonly WindowSetup[];
  readonly onPick?: (cell: Cell) => void;
};

/** Windows as rows, the seven days as columns. Days that have passed cannot be planned any more. */
export function WeekGrid({ days, windows, onPick }: Props) {
  const now = today().toString();
  return (
    <div className="page-block" style={{ overflowX: "auto", padding: 0 }}>
      <table className="week">
        <thead>
          <tr>
            <th scope="col">{t("window")}</th>
            {days.map(({ day, spans }) => (
              <th key={day} scope="col" data-today={day === now}>
                {t(`d${Temporal.PlainDate.from(day).dayOfWeek as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)}{" "}
                <span className="num">{day.slice(5)}</span>
                <small className="num">
                  {spans.length === 0
                    ? t("closed")
                    : spans.map(({ opens, closes }) => `${opens}–${closes}`).join(" ")}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {windows.map((window) => (
            <tr key={window.id}>
              <th scope="row">
                {window.number} <small>{pick(window.name)}</small>
              </th>
              {days.map((day) => (
                <td key={day.day} data-closed={day.spans.length === 0}>
                  <Shifts day={day} window={window} {...(day.day >= now && onPick && { onPick })} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type ShiftsProps = { day: RosterDay; window: WindowSetup; onPick?: (cell: Cell) => void };

function Shifts({ day, window, onPick }: ShiftsProps) {
  const shifts = day.shifts.filter(({ windowId }) => windowId === window.id);
  const lines = shifts.map(({ id, staffName, starts, ends }) => (
    <span className="shift" key={id} data-open={staffName === null}>
      <b>{staffName ?? t("nobody")}</b>
      <span className="num">
        {starts}–{ends}
      </span>
    </span>
  ));
  if (!onPick || day.spans.length === 0) return lines;
  return (
    <button
      type="button"
      className="week-cell"
      aria-label={t("plan", { day: day.day, window: window.number })}
      onClick={() => onPick({ day, window })}
    >
      {lines.length > 0 ? lines : "+"}
    </button>
  );
}
