/** One strategy: its content with the expression checked while it is typed, the facts beside, its trial and its release. */
import { Button, Skeleton } from "antd";
import { readStrategy, type StrategyContent } from "../../../contracts/customers.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { pick } from "../../parts/words.ts";
import { today } from "../../staff/day-picker.tsx";
import { useAsk } from "../../staff/query.ts";
import { go } from "../../staff/router.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { StrategyState } from "./strategies-page.tsx";
import { StrategyForm } from "./strategy-form.tsx";
import { StrategyTrial } from "./strategy-trial.tsx";
import { t } from "./strategy-words.ts";

export type OpenedStrategy = ResultOf<typeof readStrategy>;

const fresh = (): StrategyContent => ({
  title: { zh: "", en: "" },
  text: { zh: "", en: "" },
  reason: { zh: "", en: "" },
  condition: "",
  surfaces: ["desk"],
  priority: 50,
  action: { kind: "none", value: "" },
  startsOn: today().toString(),
  endsOn: null,
  limit: { times: 2, days: 30 },
});

export function StrategyPage({ strategyId }: { strategyId: string | undefined }) {
  const back = <Button onClick={() => go(["strategies"])}>{t("back")}</Button>;
  if (strategyId === undefined)
    return (
      <Page title={t("newTitle")} hint={t("hint")} tools={back}>
        <StrategyForm initial={fresh()} onSaved={(id) => go(["strategies", id])} />
      </Page>
    );
  return <Known strategyId={strategyId} back={back} />;
}

function Known({ strategyId, back }: { strategyId: string; back: React.ReactNode }) {
  const strategy = useAsk(readStrategy, { params: { strategyId }, query: { days: 90 } });
  const { data } = strategy;
  return (
    <Page
      title={data ? pick(data.content.title) : t("title")}
      hint={data ? <StrategyState strategy={data} /> : <Skeleton.Input active size="small" />}
      tools={back}
    >
      <Loaded of={strategy}>
        {(opened) => (
          <>
            <StrategyForm
              key={opened.editedAt}
              initial={opened.content}
              opened={opened}
              onSaved={() => void strategy.refetch()}
            />
            <StrategyTrial opened={opened} onChanged={() => void strategy.refetch()} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
