/** The corner of one entry of a list: up, down, away. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { t } from "./row-words.ts";

type Props = {
  readonly at: number;
  readonly count: number;
  readonly move: (from: number, to: number) => void;
  readonly remove: (at: number) => void;
};

export function Mover({ at, count, move, remove }: Props) {
  return (
    <Space.Compact className="row-mover" size="small">
      <Button
        aria-label={t("up")}
        icon={<ArrowUpOutlined />}
        disabled={at === 0}
        onClick={() => move(at, at - 1)}
      />
      <Button
        aria-label={t("down")}
        icon={<ArrowDownOutlined />}
        disabled={at === count - 1}
        onClick={() => move(at, at + 1)}
      />
      <Button aria-label={t("remove")} icon={<DeleteOutlined />} danger onClick={() => remove(at)} />
    </Space.Compact>
  );
}
