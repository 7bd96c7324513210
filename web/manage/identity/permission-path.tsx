/** One way by which somebody comes to a permission, in a line that reads as a sentence. */
import { Tag } from "antd";
import type { PermissionPath } from "../../../contracts/identity.ts";
import { dayAndTime, localDay } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./access-words.ts";

type Props = { path: PermissionPath; mark?: string };

export function PathLine({ path, mark }: Props) {
  const since = localDay(path.since);
  return (
    <div className="permission-path">
      {mark && <b className="permission-mark">{mark}</b>}
      <Tag color={path.delegationId ? "gold" : "green"}>{pick(path.roleName)}</Tag>
      <span>{t("onUnit", { unit: pick(path.unitName) })}</span>
      {path.isPart && <Tag>{t("partOnly")}</Tag>}
      {path.for && path.until && <b>{t("forWhom", { name: path.for, until: dayAndTime(path.until) })}</b>}
      <span className="quiet">
        {path.by ? t("grantedBy", { by: path.by, since }) : t("grantedWithCompany", { since })}
      </span>
    </div>
  );
}
