/** Labels and values in a grid: a table in which each value's cell names its label, for those who listen. */

import { gridRows } from "../../../contracts/orders/paper-grid.ts";
import type { SectionOf } from "../../../contracts/orders/papers.ts";
import { Caption } from "./caption.tsx";

export function FieldsGrid({ section: { cells, columns } }: { section: SectionOf<"fields"> }) {
  return (
    <table className={`paper-columns-${columns}`}>
      <colgroup>
        {Array.from({ length: columns * 2 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
          <col key={index} className={index % 2 === 0 ? "paper-label" : "paper-value"} />
        ))}
      </colgroup>
      <tbody>
        {gridRows(cells, columns).map((row) => (
          <tr key={row.map(({ cell }) => cell.label.zh).join()}>
            {row.flatMap(({ cell, span }) => [
              <th key={`${cell.label.zh}-label`} scope="row">
                <Caption caption={cell.label} />
              </th>,
              <td
                key={cell.label.zh}
                colSpan={span * 2 - 1}
                className={cell.isStrong ? "paper-strong" : undefined}
                style={cell.lines ? { height: `${cell.lines * 6.5}mm`, verticalAlign: "top" } : undefined}
              >
                {cell.choices?.map(({ text, isChosen }) => (
                  <span key={text} className="paper-choice">
                    <span aria-hidden="true">{isChosen ? "■" : "□"} </span>
                    {text}
                    {isChosen && <span className="visually-hidden">（已选）</span>}
                  </span>
                ))}
                {cell.value}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
