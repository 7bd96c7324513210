/** What the checks found: what stops, what must be passed over with a reason, what is only good to know. */
import { Input, Radio } from "antd";
import { type KeyboardEvent, useState } from "react";
import type { IntakeFinding } from "../../../../contracts/orders/shapes.ts";
import { Icon, type IconName } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { Part } from "../../customers/states.tsx";
import { orderAt } from "../routes.ts";

const t = defineWords({
  title: ["检查提示", "Checks"],
  fine: ["没有需要注意的", "Nothing to mind"],
  stop: ["不能受理", "Stops"],
  warn: ["须确认", "Confirm"],
  note: ["提醒", "Note"],
  why: ["仍受理的理由", "Why it is taken all the same"],
  told: ["已说明，客户坚持", "Told; the customer insists"],
  different: ["已核实，非同一事项", "Checked: another matter"],
  later: ["客户承诺另行处理", "The customer will settle it"],
  other: ["其他", "Other"],
  open: ["看工单", "Open"],
  custom: ["请写明理由", "Say why"],
});

const icons: Readonly<Record<IntakeFinding["level"], IconName>> = {
  stop: "cross",
  warn: "alert",
  note: "question",
};
const presets = ["told", "different", "later"] as const;

type Props = {
  findings: readonly IntakeFinding[];
  passedOver: Readonly<Record<string, string>>;
  onPass: (code: string, reason: string) => void;
};

export function Findings({ findings, passedOver, onPass }: Props) {
  const kinds = [...new Set(findings.map(({ code }) => code))];
  return (
    <Part title={t("title")} count={findings.length}>
      {findings.length === 0 ? (
        <p className="intake-fine">
          <Icon name="check" /> {t("fine")}
        </p>
      ) : (
        <ul className="intake-findings">
          {kinds.map((code) => {
            const all = findings.filter((one) => one.code === code);
            const [first] = all;
            if (!first) return null;
            return (
              <li key={code} className={`is-${first.level}`}>
                <Icon name={icons[first.level]} />
                <div>
                  <span className="intake-level">{t(first.level)}</span>
                  {all.map(({ text, orderId }) => (
                    <b key={text.zh}>
                      {pick(text)} {orderId && <a href={orderAt(orderId)}>{t("open")}</a>}
                    </b>
                  ))}
                  <small>{pick(first.reason)}</small>
                  {first.level === "warn" && (
                    <PassOver value={passedOver[code] ?? ""} onPass={(reason) => onPass(code, reason)} />
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}

function PassOver({ value, onPass }: { value: string; onPass: (reason: string) => void }) {
  const known = presets.find((key) => value === t.both(key).zh);
  const [isOther, setOther] = useState(value !== "" && known === undefined);
  const choose = (key: (typeof presets)[number] | "other") => {
    setOther(key === "other");
    // Reasons go on the trail in Chinese whatever the page speaks.
    onPass(key === "other" ? "" : t.both(key).zh);
  };
  const press = (event: KeyboardEvent) => {
    const key = [...presets, "other" as const][Number(event.key) - 1];
    if (!key || (event.target instanceof HTMLInputElement && event.target.type !== "radio")) return;
    event.preventDefault();
    choose(key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the digits of the answers inside
    <div className="intake-pass" onKeyDown={press}>
      <Radio.Group
        size="small"
        optionType="button"
        aria-label={t("why")}
        value={isOther ? "other" : (known ?? null)}
        onChange={({ target }) => choose(target.value as (typeof presets)[number] | "other")}
      >
        {[...presets, "other" as const].map((key, index) => (
          <Radio.Button key={key} value={key}>
            <span className="order-digit" aria-hidden="true">
              {index + 1}
            </span>
            {t(key)}
          </Radio.Button>
        ))}
      </Radio.Group>
      {isOther && (
        <Input
          size="small"
          aria-label={t("why")}
          placeholder={t("custom")}
          value={value}
          maxLength={200}
          onChange={({ target }) => onPass(target.value)}
        />
      )}
    </div>
  );
}
