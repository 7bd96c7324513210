/** The parts of a customer that a clerk reads at a glance: warnings, the last note, what is open, accounts, papers. */
import { Tag } from "antd";
import { groupedAccount } from "../../../contracts/customers/numbers.ts";
import type { Recognition } from "../../../contracts/customers/recognition.ts";
import type { TimelineEntry } from "../../../contracts/customers/shapes.ts";
import { Icon } from "../../parts/icons.tsx";
import { dayAndTime, localDay, secondsUntil } from "../../parts/time.ts";
import { defineWords, pick } from "../../parts/words.ts";
import { Nothing, Part } from "./states.tsx";
import { accountState, importanceName, matterKind } from "./words.ts";

const t = defineWords({
  pinned: ["{name} {day} 置顶", "Pinned by {name}, {day}"],
  matters: ["在办", "Open matters"],
  noMatters: ["没有在办事项", "Nothing is open"],
  due: ["{day} 前", "by {day}"],
  overdue: ["已过 {day}", "was due {day}"],
  accounts: ["用电户", "Accounts"],
  noAccounts: ["名下没有户", "No account"],
  meters: ["表 {list}", "Meter {list}"],
  off: ["已停电", "Cut off"],
  papers: ["证件到期", "Papers about to expire"],
  expired: ["{day} 已过期", "expired {day}"],
  expires: ["{day} 到期", "expires {day}"],
  last: ["上次记录", "Last noted"],
  noLast: ["还没有服务记录", "Nothing noted yet"],
});

export function Pins({ pins }: { pins: Recognition["pins"] }) {
  if (pins.length === 0) return null;
  return (
    <ul className="cust-pins">
      {pins.map(({ id, text, level, placedAt, placedByName }) => (
        <li key={id} className={`is-${level}`}>
          <Icon name={level === "info" ? "pin" : "alert"} />
          <span>{text}</span>
          <small>{t("pinned", { name: placedByName, day: localDay(placedAt) })}</small>
        </li>
      ))}
    </ul>
  );
}

/** What the last clerk noted: the newest entry that says how it ended. */
export function LastNote({ recent }: { recent: readonly TimelineEntry[] }) {
  const last = recent.find(({ result }) => result) ?? recent[0];
  return (
    <Part title={t("last")}>
      {last ? (
        <blockquote className="cust-last">
          <p>{last.result ?? pick(last.title)}</p>
          <footer>
            {dayAndTime(last.at)} · {pick(last.title)}
            {last.who && ` · ${last.who}`}
          </footer>
        </blockquote>
      ) : (
        <Nothing>{t("noLast")}</Nothing>
      )}
    </Part>
  );
}

/** @param ordersElsewhere they stand in a part of their own, with more about each */
export function Matters({
  matters: all,
  ordersElsewhere = false,
}: {
  matters: Recognition["matters"];
  ordersElsewhere?: boolean;
}) {
  const matters = ordersElsewhere ? all.filter(({ kind }) => kind !== "order") : all;
  // "Nothing is open" beside open orders would be read wrongly.
  if (matters.length === 0 && all.length > 0) return null;
  return (
    <Part title={t("matters")} count={matters.length}>
      {matters.length === 0 ? (
        <Nothing>{t("noMatters")}</Nothing>
      ) : (
        <ul className="cust-matters">
          {matters.map(({ key, kind, title, state, dueAt }) => (
            <li key={key} className={`is-${kind}`}>
              <span className="cust-kind">{matterKind(kind)}</span>
              <span>{pick(title)}</span>
              <small>
                {pick(state)}
                {dueAt && (
                  <b className={secondsUntil(dueAt) < 0 ? "tone-bad" : ""}>
                    {" "}
                    {t(secondsUntil(dueAt) < 0 ? "overdue" : "due", { day: localDay(dueAt) })}
                  </b>
                )}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

export function AccountLines({ accounts }: { accounts: Recognition["accounts"] }) {
  return (
    <Part title={t("accounts")} count={accounts.length}>
      {accounts.length === 0 ? (
        <Nothing>{t("noAccounts")}</Nothing>
      ) : (
        <ul className="cust-accounts">
          {accounts.map((account) => (
            <li key={account.id}>
              <div>
                <strong className="cust-number">{groupedAccount(account.number)}</strong>
                {account.state !== "active" && <Tag>{accountState(account.state)}</Tag>}
                {!account.isSupplied && account.state === "active" && <Tag color="error">{t("off")}</Tag>}
                {account.importance !== "none" && (
                  <Tag color="warning">{importanceName(account.importance)}</Tag>
                )}
              </div>
              <span>
                {pick(account.useName)} · {pick(account.voltageName)}
              </span>
              <span className="cust-address">{account.address}</span>
              {account.meterNumbers.length > 0 && (
                <small>{t("meters", { list: account.meterNumbers.join("、") })}</small>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

export function PapersExpiring({ papers }: { papers: Recognition["papersExpiring"] }) {
  if (papers.length === 0) return null;
  return (
    <Part title={t("papers")} count={papers.length}>
      <ul className="cust-papers">
        {papers.map(({ documentId, typeName, expiresOn, isExpired }) => (
          <li key={documentId}>
            <Icon name="paper" /> {pick(typeName)}
            <small className={isExpired ? "tone-bad" : "tone-warn"}>
              {t(isExpired ? "expired" : "expires", { day: expiresOn })}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  );
}
