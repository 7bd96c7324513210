/** What each figure means: beside its name, and all of them in one list. */
import { InfoCircleOutlined } from "@ant-design/icons";
import { Button, Descriptions, Drawer, Popover, Tag } from "antd";
import { useState } from "react";
import type { FigureDefinition } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { sourceWords } from "../../staff/source-words.ts";
import { t } from "./words.ts";

export function FigureName({ definition }: { definition: FigureDefinition }) {
  const name = pick(definition.name);
  return (
    <Popover
      trigger={["hover", "click"]}
      placement="bottom"
      content={<Meaning definition={definition} />}
      title={name}
    >
      <button type="button" className="figure-name" aria-label={t("definitionOf", { name })}>
        {name} <InfoCircleOutlined />
        <small>{t(`unit_${definition.unit}`)}</small>
      </button>
    </Popover>
  );
}

function Meaning({ definition }: { definition: FigureDefinition }) {
  const { definition: text, numerator, denominator, excluded, better, source, confidence } = definition;
  return (
    <Descriptions
      column={1}
      size="small"
      style={{ width: 420 }}
      items={[
        { key: "text", label: t("definition"), children: pick(text) },
        { key: "numerator", label: t("numerator"), children: pick(numerator) },
        ...(denominator
          ? [{ key: "denominator", label: t("denominator"), children: pick(denominator) }]
          : []),
        ...(excluded ? [{ key: "excluded", label: t("excluded"), children: pick(excluded) }] : []),
        {
          key: "source",
          label: t("source"),
          children: (
            <>
              {sourceWords(source)} <Tag>{confidence}</Tag> {t(`better_${better}`)}
            </>
          ),
        },
      ]}
    />
  );
}

export function Definitions({ definitions }: { definitions: readonly FigureDefinition[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("definitions")}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t("definitions")} size={560}>
        {definitions.map((definition) => (
          <section key={definition.code} style={{ marginBottom: 20 }}>
            <h3>{pick(definition.name)}</h3>
            <Meaning definition={definition} />
          </section>
        ))}
      </Drawer>
    </>
  );
}
