/** The organisation as a tree to choose from. */
import { TreeSelect } from "antd";
import { getTree, type Unit } from "../../contracts/identity.ts";
import { pick } from "../parts/words.ts";
import { useAsk } from "./query.ts";

export type UnitNode = { value: string; key: string; title: string; unit: Unit; children: UnitNode[] };

/** Arranges the flat list; a unit whose parent is not seen stands at the top. */
export function unitTree(units: readonly Unit[]): UnitNode[] {
  const nodes = new Map(
    units.map((unit) => [
      unit.unitId,
      { value: unit.unitId, key: unit.unitId, title: pick(unit.name), unit, children: [] } as UnitNode,
    ]),
  );
  const top: UnitNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.unit.parentId ? nodes.get(node.unit.parentId) : undefined;
    (parent?.children ?? top).push(node);
  }
  return top;
}

type Props = {
  readonly value?: string | undefined;
  readonly onChange?: (unitId: string | undefined) => void;
  readonly id?: string;
  readonly label?: string;
  readonly allowClear?: boolean;
  readonly placeholder?: string;
  readonly width?: number | string;
};

export function UnitSelect({ width = "100%", label, onChange, ...props }: Props) {
  const { data, isPending } = useAsk(getTree);
  const open = (data?.units ?? []).filter(({ state }) => state === "open");
  return (
    <TreeSelect
      {...props}
      {...(onChange && { onChange: (value: string | undefined) => onChange(value) })}
      aria-label={label}
      loading={isPending}
      treeData={unitTree(open)}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: "title" }}
      style={{ width }}
      popupMatchSelectWidth={false}
    />
  );
}
