import { Table } from "antd";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type {
  FigureDefinition,
  FigureGroup,
  FigureGrouping,
  FigureValues,
  getFigures,
} from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { figureText } from "../parts/format.ts";
import { HeadContent, headCells } from "../parts/head-cell.tsx";
import { FigureName } from "./definition.tsx";
import { t } from "./words.ts";

/** A number that somebody clicked: which figure, of which group (none: the total). */
export type Picked = { readonly definition: FigureDefinition; readonly group: FigureGroup | undefined };

type Props = {
  readonly data: ResultOf<typeof getFigures>;
  readonly definitions: readonly FigureDefinition[];
  readonly by: FigureGrouping;
  readonly onPick: (picked: Picked) => void;
};

export function FiguresTable({ data, definitions, by, onPick }: Props) {
  const number = (definition: FigureDefinition, figures: FigureValues, group?: FigureGroup) => {
    const value = figures[definition.code];
    const text = figureText(value, definition.unit);
    if (!definition.hasRows || value === null || value === undefined) return text;
    const name = pick(definition.name);
    return (
      <button
        type="button"
        className="figure-number"
        aria-label={t("openRows", { name, value: text })}
        data-figure={definition.code}
        data-group={group?.key ?? "total"}
        onClick={() => onPick({ definition, group })}
      >
        {text}
      </button>
    );
  };
  const heads = new Map(
    definitions.map((definition) => [headId(definition), <FigureName key="name" definition={definition} />]),
  );
  return (
    <HeadContent value={heads}>
      <Table<FigureGroup>
        components={headCells}
        rowKey="key"
        size="small"
        bordered
        sticky
        className="figures-table"
        scroll={{ x: "max-content" }}
        pagination={data.groups.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        dataSource={by === "total" ? [] : data.groups}
        locale={{ emptyText: t("halls", { n: data.halls }) }}
        columns={[
          {
            title: t(`by_${by}`),
            key: "label",
            fixed: "left",
            render: (_, { label }) => <b>{pick(label)}</b>,
          },
          ...definitions.map((definition) => ({
            key: definition.code,
            align: "right" as const,
            className: "num",
            title: pick(definition.name),
            onHeaderCell: () => ({ id: headId(definition) }),
            render: (_: unknown, group: FigureGroup) => number(definition, group.figures, group),
          })),
        ]}
        summary={() => (
          <Table.Summary fixed="top">
            <Table.Summary.Row className="figures-total">
              <Table.Summary.Cell index={0}>{t("total")}</Table.Summary.Cell>
              {definitions.map((definition, index) => (
                <Table.Summary.Cell key={definition.code} index={index + 1} align="right" className="num">
                  {number(definition, data.total)}
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          </Table.Summary>
        )}
      />
    </HeadContent>
  );
}

const headId = ({ code }: FigureDefinition) => `figure-${code}`;
