/** Lists that come page by page: where one is, and the buttons below. */
import { Button, Segmented, Space } from "antd";
import { type ReactNode, useState } from "react";
import { defineWords } from "../../parts/words.ts";

const t = defineWords({
  more: ["下一页", "Next page"],
  first: ["第一页", "First page"],
});

export type Pages = {
  /** Part of the call's query: nothing on the first page. */
  readonly query: { readonly after?: string };
  readonly turn: (after: string | undefined) => void;
};

export function usePages(): Pages {
  const [after, turn] = useState<string>();
  return { query: after === undefined ? {} : { after }, turn };
}

/** @param next where the next page begins; null on the last */
export function PageButtons({
  pages,
  next,
  children,
}: {
  readonly pages: Pages;
  readonly next: string | null;
  readonly children?: ReactNode;
}) {
  return (
    <Space className="page-bar" style={{ marginTop: 12 }}>
      {children}
      {pages.query.after !== undefined && <Button onClick={() => pages.turn(undefined)}>{t("first")}</Button>}
      {next !== null && <Button onClick={() => pages.turn(next)}>{t("more")}</Button>}
    </Space>
  );
}

/** Which part of a list is shown; another part begins at its first page. */
export function StateBar<State extends string>({
  value,
  options,
  label,
  pages,
  onChange,
}: {
  readonly value: State;
  readonly options: readonly State[];
  readonly label: (state: State) => string;
  readonly pages: Pages;
  readonly onChange: (state: State) => void;
}) {
  const choose = (next: State) => {
    onChange(next);
    pages.turn(undefined);
  };
  return (
    <div className="page-bar">
      <Segmented<State>
        value={value}
        onChange={choose}
        options={options.map((state) => ({ value: state, label: label(state) }))}
      />
    </div>
  );
}
