/** The papers as a list to tick: what lies on the counter, what the archive has, what may follow and by when. */
import { Button } from "antd";
import type { OrderPaper } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part } from "../../customers/states.tsx";
import type { PaperStanding } from "./application.ts";

const t = defineWords({
  title: ["资料", "Papers"],
  none: ["凭户号办理，不用资料", "The account number is enough"],
  archive: ["档案已有", "In the archive"],
  have: ["已收", "Here"],
  owed: ["可后补", "May follow"],
  missing: ["缺", "Missing"],
  spare: ["不需要", "Not needed"],
  all: ["必备的都已核对", "All needed are here"],
  never: ["不可容缺", "never waived"],
});

type Props = {
  papers: readonly OrderPaper[];
  standings: ReadonlyMap<string, PaperStanding>;
  inHand: readonly string[];
  onChange: (inHand: readonly string[]) => void;
};

export function PapersChecklist({ papers, standings, inHand, onChange }: Props) {
  const missing = papers.filter(({ code }) => standings.get(code) === "missing").map(({ code }) => code);
  const toggle = (code: string) =>
    onChange(inHand.includes(code) ? inHand.filter((one) => one !== code) : [...inHand, code]);
  return (
    <Part
      title={t("title")}
      count={missing.length}
      extra={
        missing.length > 1 && (
          <Button size="small" type="link" onClick={() => onChange([...inHand, ...missing])}>
            {t("all")}
          </Button>
        )
      }
    >
      {papers.length === 0 ? (
        <Nothing>{t("none")}</Nothing>
      ) : (
        <ul className="intake-papers">
          {papers.map((paper) => {
            const standing = standings.get(paper.code) ?? "missing";
            return (
              <li key={paper.code} className={`is-${standing}`}>
                <label>
                  <input
                    type="checkbox"
                    checked={standing === "have" || standing === "archive"}
                    disabled={standing === "archive"}
                    onChange={() => toggle(paper.code)}
                  />
                  <span>
                    {pick(paper.name)}
                    {paper.neverWaived && standing === "missing" && <small> {t("never")}</small>}
                  </span>
                </label>
                <b>{t(standing)}</b>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}
