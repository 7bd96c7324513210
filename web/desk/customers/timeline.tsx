/**
 * Everything that happened with a customer, newest first, by kind; in the archive also of one account and between two
 * days. Older pages come as one asks for them.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { type TimelineEntry, type TimelineKind, timelineKind } from "../../../contracts/customers/shapes.ts";
import { clockTime, localDay } from "../../parts/time.ts";
import { defineWords, pick } from "../../parts/words.ts";
import { askTimeline, type TimelineFilter, timelineKey } from "./queries.ts";
import { Nothing, Part, Shown } from "./states.tsx";
import { type FilteredAccount, TimelineSpan } from "./timeline-span.tsx";
import { timelineName } from "./words.ts";

const t = defineWords({
  title: ["时间线", "Timeline"],
  filter: ["按类筛选", "Filter by kind"],
  all: ["全部", "All"],
  more: ["更早的", "Earlier"],
  none: ["没有符合条件的记录", "Nothing that fits"],
  nothing: ["还没有记录", "Nothing yet"],
  cost: ["{yuan} 元", "{yuan} yuan"],
});

type Props = {
  customerId: string;
  /** Given where there is room to choose an account and days. */
  accounts?: readonly FilteredAccount[];
  /** On a past day's page, that day: what came later is not shown unless asked for. */
  until?: string;
};

export function Timeline({ customerId, accounts, until }: Props) {
  const [kinds, setKinds] = useState<readonly TimelineKind[]>([]);
  const [span, setSpan] = useState<Omit<TimelineFilter, "kinds">>(until ? { to: until } : {});
  const filter: TimelineFilter = { ...span, ...(kinds.length > 0 && { kinds: kinds.join(",") }) };
  const isFiltered = Object.keys(filter).length > 0;
  const asked = useInfiniteQuery({
    queryKey: timelineKey(customerId, filter),
    queryFn: ({ pageParam }) => askTimeline(customerId, filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const counts = asked.data?.pages[0]?.counts ?? {};
  const toggle = (kind: TimelineKind) =>
    setKinds((last) => (last.includes(kind) ? last.filter((other) => other !== kind) : [...last, kind]));
  return (
    <Part title={t("title")}>
      <fieldset className="cust-filter">
        <legend className="visually-hidden">{t("filter")}</legend>
        <button type="button" aria-pressed={kinds.length === 0} onClick={() => setKinds([])}>
          {t("all")}
        </button>
        {timelineKind.options
          .filter((kind) => (counts[kind] ?? 0) > 0 || kinds.includes(kind))
          .map((kind) => (
            <button key={kind} type="button" aria-pressed={kinds.includes(kind)} onClick={() => toggle(kind)}>
              {timelineName(kind)} <small>{counts[kind] ?? 0}</small>
            </button>
          ))}
      </fieldset>
      {accounts && <TimelineSpan accounts={accounts} span={span} onChange={setSpan} />}
      <Shown asked={asked}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0) return <Nothing>{t(isFiltered ? "none" : "nothing")}</Nothing>;
          return (
            <ol className="cust-timeline">
              {entries.map((entry, index) => (
                <Entry key={entry.id} entry={entry} before={entries[index - 1]} />
              ))}
            </ol>
          );
        }}
      </Shown>
      {asked.hasNextPage && (
        <Button
          block
          size="small"
          type="text"
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </Part>
  );
}

/** The day is said once for all that happened on it. */
function Entry({ entry, before }: { entry: TimelineEntry; before: TimelineEntry | undefined }) {
  const day = localDay(entry.at);
  const isNewDay = !before || localDay(before.at) !== day;
  return (
    <li className={`is-${entry.kind}`}>
      <time dateTime={entry.at}>
        {isNewDay && <b>{day}</b>} {clockTime(entry.at)}
      </time>
      <div>
        <span className="cust-kind">{timelineName(entry.kind)}</span> {pick(entry.title)}
        {entry.result && <p>{entry.result}</p>}
        <small>
          {[
            entry.place,
            entry.who,
            entry.costFen !== null && t("cost", { yuan: (entry.costFen / 100).toFixed(2) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </div>
    </li>
  );
}
