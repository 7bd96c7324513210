/** What the check has to say; one that is pressed shows its element and the way there. */
import { Empty, Tag } from "antd";
import type { ProcessFinding } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./process-words.ts";

type Props = {
  readonly findings: readonly ProcessFinding[] | undefined;
  readonly isChecking: boolean;
  readonly onShow: (finding: ProcessFinding) => void;
};

export function Findings({ findings, isChecking, onShow }: Props) {
  if (!findings) return <p className="quiet">{t("checking")}</p>;
  const sorted = findings.toSorted((one, other) => one.level.localeCompare(other.level));
  const errors = findings.filter(({ level }) => level === "error").length;
  return (
    <div aria-busy={isChecking}>
      <p role="status" className="findings-count">
        <Tag color={errors > 0 ? "red" : "green"}>{t("errors", { n: errors })}</Tag>
        <Tag color={findings.length > errors ? "gold" : "default"}>
          {t("warnings", { n: findings.length - errors })}
        </Tag>
        {isChecking && <span className="quiet">{t("checking")}</span>}
      </p>
      {findings.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("sound")} />}
      <ul className="findings">
        {sorted.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said of an element twice
          <li key={`${finding.code} ${finding.elementId} ${index}`}>
            <button type="button" className={finding.level} onClick={() => onShow(finding)}>
              <b>{t(finding.level)}</b> {pick(finding)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
