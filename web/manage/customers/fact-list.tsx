/** Every name that an expression may use, to read and to insert. */
import { Input } from "antd";
import { useState } from "react";
import { strategyFacts } from "../../../contracts/customers.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./strategy-words.ts";

/** What stands for one item of a list: `accounts[].volts` is asked as `accounts.exists(a, a.volts …)`. */
const insertable = (name: string): string =>
  name.replace(/^(\w)(\w*)\[\]\.(\w+)$/, "$1$2.exists($1, $1.$3 )");

export function FactList({ onPick }: { onPick: (name: string) => void }) {
  const [text, setText] = useState("");
  const facts = useAsk(strategyFacts);
  const wanted = text.trim().toLowerCase();
  return (
    <aside className="fact-list" aria-label={t("facts")}>
      <h3>{t("facts")}</h3>
      <Input
        allowClear
        aria-label={t("factSearch")}
        placeholder={t("factSearch")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Loaded of={facts}>
        {({ facts: all }) => (
          <ul>
            {all
              .filter(({ name, zh, en }) => `${name} ${zh} ${en}`.toLowerCase().includes(wanted))
              .map((fact) => (
                <li key={fact.name}>
                  <button type="button" onClick={() => onPick(insertable(fact.name))}>
                    <code>{fact.name}</code> <small>{fact.type}</small>
                    <span>{pick(fact)}</span>
                  </button>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </aside>
  );
}
