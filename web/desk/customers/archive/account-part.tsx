/** What the parts of an account share: their properties, and the keys that open their forms. */
import { Button } from "antd";
import type { AccountAnswer } from "../../../../contracts/customers/shapes.ts";
import { defineWords } from "../../../parts/words.ts";
import { useArchiveRoute } from "./archive-route.ts";
import type { Codes } from "./codes.ts";

const t = defineWords({
  add: ["新增", "Add"],
  change: ["改", "Edit"],
});

export type PartProps = { account: AccountAnswer; may: boolean; codes: Codes };

export function AddButton({ edit }: { edit: string }) {
  const { to } = useArchiveRoute();
  return (
    <Button size="small" type="text" onClick={() => to({ edit })}>
      {t("add")}
    </Button>
  );
}

export function ChangeButton({ edit, label }: { edit: string; label?: string }) {
  const { to } = useArchiveRoute();
  return (
    <Button size="small" type="link" onClick={() => to({ edit })}>
      {label ?? t("change")}
    </Button>
  );
}
