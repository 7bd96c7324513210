/** What the company thinks of the customer, each with why: registers, classes, analysis. */
import { Button } from "antd";
import { localDay } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { Nothing, Part } from "../states.tsx";
import { Because } from "../tags.tsx";
import { registerName, registerState } from "../words.ts";
import type { Archive } from "./archive-customer.tsx";
import { useArchiveRoute } from "./archive-route.ts";

const t = defineWords({
  registers: ["名册", "Registers"],
  noRegisters: ["不在任何名册", "In no register"],
  propose: ["登记名册", "Propose an entry"],
  days: ["{from} 至 {to}", "{from} to {to}"],
  open: ["长期", "open"],
  classes: ["分类与依据", "Classes and why"],
  noClasses: ["还没有分类", "No classes yet"],
  analysis: ["客户分析", "Analysis"],
  noAnalysis: ["暂无分析，由后续业务填写", "None yet; later work fills this in"],
});
const aspect = defineWords({
  attitude: ["态度", "Attitude"],
  performance: ["履约", "Contract performance"],
  credit: ["信用", "Credit"],
  needs: ["需求", "Needs"],
  potential: ["潜力", "Potential"],
});

export function Registers({ archive: { registers, isPast } }: { archive: Archive }) {
  const { to } = useArchiveRoute();
  const may = useMe().capabilities.includes("customers.register.propose") && !isPast;
  return (
    <Part
      title={t("registers")}
      count={registers.length}
      extra={
        may && (
          <Button size="small" onClick={() => to({ edit: "register" })}>
            {t("propose")}
          </Button>
        )
      }
    >
      {registers.length === 0 && <Nothing>{t("noRegisters")}</Nothing>}
      <ul className="archive-rows">
        {registers.map((entry) => (
          <li key={entry.id}>
            <span className="cust-kind">{registerName(entry.register)}</span>
            <span>
              {pick(entry.levelName)} · {registerState(entry.state)}
              <small className="archive-why">{entry.reason}</small>
            </span>
            <small>{t("days", { from: entry.validFrom, to: entry.expiresOn ?? t("open") })}</small>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Classes({ archive: { classes } }: { archive: Archive }) {
  return (
    <Part title={t("classes")}>
      {classes.length === 0 && <Nothing>{t("noClasses")}</Nothing>}
      <ul className="archive-rows">
        {classes.map(({ scheme, schemeName, name, because }) => (
          <li key={scheme}>
            <span className="cust-kind">{pick(schemeName)}</span>
            <span>
              {pick(name)}
              <Because facts={because} />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Analysis({ archive: { analysis } }: { archive: Archive }) {
  return (
    <Part title={t("analysis")}>
      {analysis.length === 0 && <Nothing>{t("noAnalysis")}</Nothing>}
      <ul className="archive-rows">
        {analysis.map((note) => (
          <li key={note.aspect}>
            <span className="cust-kind">{aspect(note.aspect)}</span>
            <span>
              {note.value}
              <Because facts={note.because} />
            </span>
            <small>
              {note.source} · {localDay(note.at)}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  );
}
