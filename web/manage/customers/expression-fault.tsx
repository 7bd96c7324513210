/** What is wrong with an expression, shown where it is wrong, while it is typed. */
import { CheckCircleFilled } from "@ant-design/icons";
import { useEffect, useState } from "react";
import { checkStrategy } from "../../../contracts/customers.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { call } from "../../parts/api.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./strategy-words.ts";

type Checked = ResultOf<typeof checkStrategy>;
type Sources = { readonly condition: string; readonly reasonZh: string; readonly reasonEn: string };
export type Faults = Checked & { readonly of: Sources };

const pauseMs = 250;
const none: Faults = {
  condition: null,
  reasonZh: null,
  reasonEn: null,
  of: { condition: "", reasonZh: "", reasonEn: "" },
};

/** Asks the server once typing pauses; the answer stands with the text that it is about. */
export function useFaults(condition = "", reason: { zh?: string; en?: string } = {}): Faults {
  const [faults, setFaults] = useState(none);
  const { zh: reasonZh = "", en: reasonEn = "" } = reason;
  useEffect(() => {
    let isOld = false;
    const wait = setTimeout(() => {
      if (!condition && !reasonZh && !reasonEn) return;
      const of = { condition, reasonZh, reasonEn };
      call(checkStrategy, { body: of }).then(
        (checked) => !isOld && setFaults({ ...checked, of }),
        // The save says what is wrong; a check that fails must not stand in the way of typing.
        () => {},
      );
    }, pauseMs);
    return () => {
      isOld = true;
      clearTimeout(wait);
    };
  }, [condition, reasonZh, reasonEn]);
  return faults;
}

type Props = {
  readonly source: string;
  readonly fault: Checked["condition"];
  /** Says nothing when all is right. */
  readonly isQuiet?: boolean;
};

export function ExpressionFault({ source, fault, isQuiet = false }: Props) {
  if (!fault)
    return source && !isQuiet ? (
      <p className="expression-right" role="status">
        <CheckCircleFilled /> {t("right")}
      </p>
    ) : null;
  // A fault at the end has no character of its own: a gap is shown.
  const wrong = source.slice(fault.start, fault.end) || "▁";
  return (
    <div className="expression-fault" role="alert">
      <code>
        {source.slice(0, fault.start)}
        <mark>{wrong}</mark>
        {source.slice(Math.max(fault.end, fault.start))}
      </code>
      <span>{pick(fault)}</span>
    </div>
  );
}
