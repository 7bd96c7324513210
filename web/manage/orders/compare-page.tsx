/** Two versions of a process side by side, coloured by what differs, with the list beside. */
import { Button, Empty, Tag } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { compareProcesses, type ProcessDifferences } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { go, type Route } from "../../staff/router.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { DrawingCanvas } from "./bpmn/canvas.tsx";
import type { Drawing } from "./bpmn/drawing.ts";
import { fieldName, t } from "./compare-words.ts";
import "./link.css";

type Comparison = ResultOf<typeof compareProcesses>;

export function ComparePage({ processKey, route }: { processKey: string; route: Route }) {
  const from = Number(route.query.get("from"));
  const to = Number(route.query.get("to"));
  const found = useAsk(compareProcesses, { params: { processKey }, query: { from, to } });
  return (
    <Page
      title={`${t("compareTitle")} ${processKey}`}
      hint={`${t("before", { n: from })} → ${t("after", { n: to })}`}
      tools={<Button onClick={() => go(["processes", processKey])}>{t("back")}</Button>}
    >
      <Loaded of={found}>{(comparison) => <Compared comparison={comparison} />}</Loaded>
    </Page>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const [before, setBefore] = useState<Drawing>();
  const [after, setAfter] = useState<Drawing>();
  const { nodes, flows } = comparison;
  const marks = (list: "added" | "removed" | "changed") =>
    [...nodes[list], ...flows[list]].map(({ id }) => [id, `is-${list}`] as const);
  const show = (id: string) => {
    before?.show(id);
    after?.show(id);
  };
  return (
    <div className="comparison">
      <div>
        <h3>{t("before", { n: comparison.before.version })}</h3>
        <DrawingCanvas
          xml={comparison.before.xml}
          isReadOnly
          small
          label={t("before", { n: comparison.before.version })}
          onOpen={(drawing) => {
            drawing.mark([...marks("removed"), ...marks("changed")]);
            setBefore(drawing);
          }}
        />
        <h3>{t("after", { n: comparison.after.version })}</h3>
        <DrawingCanvas
          xml={comparison.after.xml}
          isReadOnly
          small
          label={t("after", { n: comparison.after.version })}
          onOpen={(drawing) => {
            drawing.mark([...marks("added"), ...marks("changed")]);
            setAfter(drawing);
          }}
        />
      </div>
      <section className="page-block comparison-list">
        {comparison.isSame ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("same")} />
        ) : (
          <>
            {comparison.process.length > 0 && (
              <>
                <h3>{t("process")}</h3>
                <Changes changes={comparison.process} />
              </>
            )}
            <Part title={t("nodes")} differences={nodes} onShow={show} />
            <Part title={t("flows")} differences={flows} onShow={show} />
          </>
        )}
      </section>
    </div>
  );
}

const colors = { added: "green", removed: "red", changed: "gold" } as const;
type PartProps = {
  readonly title: string;
  readonly differences: ProcessDifferences;
  readonly onShow: (id: string) => void;
};

function Part({ title, differences, onShow }: PartProps) {
  const { added, removed, changed } = differences;
  if (added.length + removed.length + changed.length === 0) return null;
  const name = (kind: keyof typeof colors, { id, name: words }: (typeof added)[number]) => (
    <>
      <Tag color={colors[kind]}>{t(kind)}</Tag>
      <button type="button" className="link" onClick={() => onShow(id)}>
        {pick(words)}
      </button>{" "}
      {pick(words) !== id && <code className="quiet">{id}</code>}
    </>
  );
  return (
    <>
      <h3>{title}</h3>
      <ul className="differences">
        {added.map((element) => (
          <li key={element.id}>{name("added", element)}</li>
        ))}
        {removed.map((element) => (
          <li key={element.id}>{name("removed", element)}</li>
        ))}
        {changed.map((element) => (
          <li key={element.id}>
            {name("changed", element)}
            <Changes changes={element.changes} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Changes({ changes }: { changes: Comparison["process"] }) {
  return (
    <table className="diff">
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          <th scope="col">{t("was")}</th>
          <th scope="col">{t("is")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <td>{fieldName(field)}</td>
            <td className="was">{before ?? t("nothing")}</td>
            <td className="is">{after ?? t("nothing")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
