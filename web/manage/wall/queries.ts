import { listRules } from "../../../contracts/catalogue.ts";
import { useAsk } from "../parts/query.ts";

const promiseRule = "HALL.WAIT.PROMISE";

/** The company's promise about waiting in seconds; undefined until it is known. */
export function usePromiseS(): number | undefined {
  const { data } = useAsk(listRules, { query: { prefix: promiseRule } });
  if (!data) return undefined;
  const fitting = data.rules.filter(({ ruleCode }) => ruleCode === promiseRule);
  const own = fitting.find(({ scheme }) => scheme === data.scheme) ?? fitting[0];
  return own && own.value * 60;
}
