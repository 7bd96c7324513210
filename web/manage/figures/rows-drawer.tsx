/** The tickets behind a number, page by page. */
import { Button, Drawer, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import { type FigureRow, listFigureRows, type TicketState } from "../../../contracts/hall.ts";
import { clockTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { usePages } from "../identity/queries.ts";
import { minutesOf } from "../parts/format.ts";
import { Loaded } from "../parts/page.tsx";
import type { Picked } from "./figures-table.tsx";
import { type Period, rangeOf } from "./period.ts";
import { t } from "./words.ts";

type Part = "numerator" | "denominator";
type Props = { picked: Picked; period: Period; onClose: () => void };

export function RowsDrawer({ picked: { definition, group }, period, onClose }: Props) {
  const [part, setPart] = useState<Part>("numerator");
  const list = usePages(listFigureRows, {
    ...rangeOf(period),
    figure: definition.code,
    part,
    by: group ? period.by : "total",
    key: group?.key,
  });
  const title = t("rowsOf", { name: pick(definition.name), group: group ? pick(group.label) : t("total") });
  return (
    <Drawer open onClose={onClose} title={title} size="min(1180px, 94vw)">
      <p>{pick(definition.definition)}</p>
      {definition.denominator && (
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={[
            { value: "numerator", label: t("partNumerator") },
            { value: "denominator", label: t("partDenominator") },
          ]}
          style={{ marginBottom: 12 }}
        />
      )}
      <Loaded of={list} isEmpty={({ pages }) => pages[0]?.rows.length === 0} empty={t("noRows")}>
        {({ pages }) => (
          <>
            <Rows rows={pages.flatMap(({ rows }) => rows)} />
            {list.hasNextPage && (
              <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("more")}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

const timeOf = (at: string | null) => (at ? clockTime(at) : "");

function Rows({ rows }: { rows: FigureRow[] }) {
  return (
    <Table
      rowKey="ticketId"
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: "max-content" }}
      className="figure-rows"
      columns={[
        { title: t("day"), dataIndex: "day", className: "num" },
        { title: t("hall"), key: "hall", render: (_, { hallName }) => pick(hallName) },
        { title: t("number"), dataIndex: "number", render: (number: string) => <b>{number}</b> },
        { title: t("service"), key: "service", render: (_, { serviceName }) => pick(serviceName) },
        {
          title: t("state"),
          dataIndex: "state",
          render: (state: TicketState) => <Tag>{t(`state_${state}`)}</Tag>,
        },
        { title: t("window"), dataIndex: "windowNumber", className: "num" },
        { title: t("clerk"), dataIndex: "staffName" },
        { title: t("taken"), dataIndex: "takenAt", className: "num", render: timeOf },
        { title: t("called"), dataIndex: "calledAt", className: "num", render: timeOf },
        { title: t("started"), dataIndex: "startedAt", className: "num", render: timeOf },
        { title: t("finished"), dataIndex: "finishedAt", className: "num", render: timeOf },
        { title: t("wait"), dataIndex: "waitS", align: "right", className: "num", render: minutes },
        { title: t("told"), dataIndex: "toldMidS", align: "right", className: "num", render: minutes },
        { title: t("handling"), dataIndex: "handlingS", align: "right", className: "num", render: minutes },
        { title: t("rating"), dataIndex: "rating", align: "right", className: "num" },
      ]}
    />
  );
}

const minutes = (seconds: number | null) => minutesOf(seconds);
