/** How many customers each class has, by scheme: the most first. */
import { Progress } from "antd";
import { listClassSchemes, type Run } from "../../../contracts/customers.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { countOf } from "../parts/format.ts";

/** The rest of a long list would push the short ones away. */
const most = 6;

export function ClassCounts({ byClass, of }: { byClass: Run["result"]["byClass"]; of: number }) {
  const { data } = useAsk(listClassSchemes);
  return (
    <div className="class-counts">
      {(data?.schemes ?? []).flatMap(({ scheme, name, codes }) => {
        const counts = Object.entries(byClass[scheme] ?? {}).sort(([, a], [, b]) => b - a);
        if (counts.length === 0) return [];
        const called = (code: string) => codes.find((one) => one.code === code)?.name;
        return [
          <section key={scheme}>
            <h5>{pick(name)}</h5>
            <ul>
              {counts.slice(0, most).map(([code, count]) => {
                const words = called(code);
                return (
                  <li key={code}>
                    <span>{words ? pick(words) : code}</span>
                    <Progress
                      percent={Math.round((count / of) * 100)}
                      size="small"
                      showInfo={false}
                      aria-hidden
                    />
                    <b className="num">{countOf(count)}</b>
                  </li>
                );
              })}
            </ul>
          </section>,
        ];
      })}
    </div>
  );
}
