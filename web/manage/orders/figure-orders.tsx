/** The orders behind a figure, page by page. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Drawer, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import type { Words } from "../../../contracts/endpoint.ts";
import { listFigureOrders, type OrderLine } from "../../../contracts/orders.ts";
import { call } from "../../parts/api.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { Loaded } from "../parts/page.tsx";
import type { Asked } from "./scoreboard-page.tsx";
import { t } from "./scoreboard-words.ts";

export type Picked = { readonly figure: string; readonly name: Words; readonly unitId?: string };
type Props = { readonly picked: Picked; readonly asked: Asked; readonly onClose: () => void };
const parts = ["numerator", "others", "excluded"] as const;
type Part = (typeof parts)[number];

export function FigureOrders({ picked, asked, onClose }: Props) {
  const [part, setPart] = useState<Part>("others");
  const query = {
    ...asked.query,
    ...(picked.unitId ? { unitId: picked.unitId } : {}),
    figure: picked.figure,
    part,
  };
  const list = useInfiniteQuery({
    queryKey: [listFigureOrders.path, query],
    queryFn: ({ pageParam }) =>
      call(listFigureOrders, {
        params: asked.params,
        query: pageParam === undefined ? query : { ...query, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }) => after ?? undefined,
  });
  return (
    <Drawer open onClose={onClose} title={t("drill", { name: pick(picked.name) })} size="min(1080px, 94vw)">
      <Segmented<Part>
        value={part}
        onChange={setPart}
        options={parts.map((value) => ({ value, label: t(value) }))}
        style={{ marginBottom: 12 }}
      />
      <Loaded of={list} isEmpty={({ pages }) => pages[0]?.orders.length === 0} empty={t("noOrders")}>
        {({ pages }) => (
          <>
            <Rows orders={pages.flatMap(({ orders }) => orders)} />
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

function Rows({ orders }: { orders: OrderLine[] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={orders}
      scroll={{ x: "max-content" }}
      columns={[
        {
          title: t("number"),
          dataIndex: "number",
          className: "num",
          render: (number: string) => <b>{number}</b>,
        },
        { title: t("content"), dataIndex: "title" },
        { title: t("state"), key: "state", render: (_, { state }) => <Tag>{t(state)}</Tag> },
        {
          title: t("opened"),
          key: "opened",
          className: "num",
          render: (_, { openedAt }) => dayAndTime(openedAt),
        },
        {
          title: t("due"),
          key: "due",
          className: "num",
          render: (_, { dueAt }) => (dueAt ? dayAndTime(dueAt) : ""),
        },
      ]}
    />
  );
}
