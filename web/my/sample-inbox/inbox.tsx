import { useCallback, useEffect, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { readSampleInbox } from "../../../contracts/orders/my.ts";
import { call } from "../../parts/api.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { dayAndTime } from "../../parts/time.ts";
import { defineWords, useLanguage } from "../../parts/words.ts";
import { Frame } from "../frame.tsx";

const t = defineWords({
  title: ["样例短信收件箱", "Sample inbox"],
  what: [
    "仅样例县有此页：正式使用时，这些内容由短信网关发到客户手机。",
    "Only the sample county has this page: in service a gateway sends these to the customers' phones.",
  ],
  none: ["还没有短信", "No messages yet"],
  again: ["刷新", "Look again"],
});

export function Inbox() {
  useLanguage();
  const [inbox, setInbox] = useState<ResultOf<typeof readSampleInbox>>();
  const [error, setError] = useState<unknown>();
  const look = useCallback(() => {
    setError(undefined);
    call(readSampleInbox).then(setInbox, setError);
  }, []);
  useEffect(look, [look]);
  return (
    <Frame title={t("title")} isLost={false}>
      <p className="my-card my-warn">{t("what")}</p>
      <ProblemNote error={error} />
      {inbox?.messages.length === 0 && <p className="my-empty">{t("none")}</p>}
      {inbox?.messages.map(({ at, phoneMasked, text }) => (
        <article key={`${at}${text}`} className="my-card">
          <p className="my-soft">
            {dayAndTime(at)} → {phoneMasked}
          </p>
          <p>{text}</p>
        </article>
      ))}
      <button type="button" onClick={look}>
        {t("again")}
      </button>
    </Frame>
  );
}
