/** Registers and classes as small tags; each tells why it is there. */
import { Popover } from "antd";
import type { ReactNode } from "react";
import type { Recognition } from "../../../contracts/customers/recognition.ts";
import type { RegisterTag } from "../../../contracts/customers/shapes.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { defineWords, pick } from "../../parts/words.ts";
import { registerState } from "./words.ts";

const t = defineWords({
  why: ["{name}：为什么？", "{name}: why?"],
  until: ["{from} 起，{to} 到期", "since {from}, until {to}"],
  since: ["{from} 起", "since {from}"],
  byHand: ["人工设定", "Set by hand"],
});

type ClassTag = Recognition["classes"][number];

export function RegisterTags({ registers }: { registers: readonly RegisterTag[] }) {
  return registers
    .filter(({ state }) => state === "in-force" || state === "proposed")
    .map((entry) => {
      const { register, levelName, state, reason, validFrom, expiresOn } = entry;
      const name = pick(levelName);
      const days = expiresOn
        ? t("until", { from: validFrom, to: expiresOn })
        : t("since", { from: validFrom });
      return (
        <WhyTag
          key={entry.id}
          look={state === "proposed" ? "is-proposed" : `is-${register}`}
          name={state === "proposed" ? `${name}（${registerState(state)}）` : name}
          why={
            <>
              <p>{reason}</p>
              <small>{days}</small>
            </>
          }
        />
      );
    });
}

export function ClassTags({ classes }: { classes: readonly ClassTag[] }) {
  return classes.map(({ scheme, schemeName, name, because, isComputed }) => (
    <WhyTag
      key={scheme}
      look="is-class"
      name={pick(name)}
      why={
        <>
          <b>{pick(schemeName)}</b>
          <Because facts={because} />
          {!isComputed && <small>{t("byHand")}</small>}
        </>
      }
    />
  ));
}

export function Because({ facts }: { facts: readonly Words[] }) {
  if (facts.length === 0) return null;
  return (
    <ul className="cust-because">
      {facts.map((fact) => (
        <li key={fact.zh}>{pick(fact)}</li>
      ))}
    </ul>
  );
}

function WhyTag({ look, name, why }: { look: string; name: string; why: ReactNode }) {
  return (
    <Popover trigger={["hover", "click", "focus"]} content={<div className="cust-why">{why}</div>}>
      <button type="button" className={`cust-tag ${look}`} aria-label={t("why", { name })}>
        {name}
      </button>
    </Popover>
  );
}
