/** What of the work list is shown: whose, of which post and family, how urgent. Kept in the address. */
import { Button, Segmented, Select } from "antd";
import { listPosts } from "../../../../contracts/identity.ts";
import { family } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Keys } from "../../../staff/keys.tsx";
import { useAsk } from "../../../staff/query.ts";
import { useMe } from "../../../staff/session.tsx";
import { intakeAt, papersAt } from "../routes.ts";
import { familyName, heatName } from "../words.ts";
import type { Work, WorkQuery } from "./use-work.ts";

const t = defineWords({
  whose: ["哪些工单", "Which work"],
  mine: ["我的", "Mine"],
  open: ["待领", "To claim"],
  team: ["本班组", "Team"],
  waiting: ["待答复", "To answer"],
  post: ["岗位", "Post"],
  family: ["业务", "Kind"],
  heat: ["时限", "Urgency"],
  papers: ["待签待送达", "Papers that wait"],
  take: ["受理业务", "Take an order"],
  warmOnly: ["临期及超期", "Due soon or late"],
});

type View = NonNullable<WorkQuery["view"]>;
type Props = {
  query: WorkQuery;
  counts: Work["counts"];
  onChange: (query: WorkQuery) => void;
  isNarrow: boolean;
};

export function WorkFilters({ query, counts, onChange, isNarrow }: Props) {
  const { data } = useAsk(listPosts);
  const mayAccept = useMe().capabilities.includes("orders.accept");
  // What waits for an answer is no list of steps: its few lines are not narrowed down.
  const isList = query.view !== "waiting";
  const counted = (n: number | undefined) =>
    n === undefined ? null : <b className="order-count">{counts?.isCapped ? `${n}+` : n}</b>;
  return (
    <div className="order-filters">
      <Segmented<View>
        aria-label={t("whose")}
        // Beside an open order there is room for no more.
        size={isNarrow ? "small" : "middle"}
        value={query.view ?? "mine"}
        onChange={(view) => onChange({ ...query, view })}
        options={[
          {
            value: "mine",
            label: (
              <span>
                {t("mine")} {counted(counts?.mine)}
              </span>
            ),
          },
          {
            value: "open",
            label: (
              <span>
                {t("open")} {counted(counts?.open)}
              </span>
            ),
          },
          { value: "team", label: t("team") },
          {
            value: "waiting",
            label: (
              <span>
                {t("waiting")} {counts?.waiting ? <b className="order-count">{counts.waiting}</b> : null}
              </span>
            ),
          },
        ]}
      />
      {!isNarrow && isList && (
        <>
          <Select
            aria-label={t("post")}
            placeholder={t("post")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={query.post ?? null}
            onChange={(post: string | undefined) => onChange({ ...query, post })}
            options={(data?.posts ?? []).map(({ code, name }) => ({ value: code, label: pick(name) }))}
            style={{ width: 168 }}
          />
          <Select
            aria-label={t("family")}
            placeholder={t("family")}
            allowClear
            value={query.family ?? null}
            onChange={(next: WorkQuery["family"]) => onChange({ ...query, family: next })}
            options={family.options.map((value) => ({ value, label: familyName(value) }))}
            style={{ width: 132 }}
          />
        </>
      )}
      {isList && (
        <Select
          aria-label={t("heat")}
          placeholder={t("heat")}
          allowClear
          value={query.heat ?? null}
          onChange={(next: WorkQuery["heat"]) => onChange({ ...query, heat: next })}
          options={[
            { value: "warm" as const, label: t("warmOnly") },
            { value: "over" as const, label: heatName("over") },
          ]}
          style={{ width: isNarrow ? 108 : 140 }}
        />
      )}
      {!isNarrow && (
        <span className="order-heats">
          {counts !== undefined && counts.warm > 0 && (
            <span className="heat is-warm">
              <b>{heatName("warm")}</b> {counts.warm}
            </span>
          )}
          {counts !== undefined && counts.over > 0 && (
            <span className="heat is-over">
              <b>{heatName("over")}</b> {counts.over}
            </span>
          )}
        </span>
      )}
      {!isNarrow && (
        <Button className="order-papers-link" href={papersAt()}>
          {t("papers")}
        </Button>
      )}
      {!isNarrow && mayAccept && (
        <Button type="primary" className="order-take" href={intakeAt()} aria-keyshortcuts="Alt+S">
          {t("take")} <Keys keys="Alt+S" />
        </Button>
      )}
    </div>
  );
}
