/** Refusals and lost connections as notifications: what happened, in the page's language, once at a time. */
import { App } from "antd";
import { useEffect } from "react";
import { ApiProblem } from "../parts/api.ts";
import { problemWords } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";

const t = defineWords({ refused: ["没有办成", "Not done"], number: ["编号 {id}", "number {id}"] });

type Notification = ReturnType<typeof App.useApp>["notification"];
let notification: Notification | undefined;

/** Lends the page's notifications to `reportProblem`; stands once inside Ant Design's `App`. */
export function ProblemReporter() {
  const app = App.useApp();
  useEffect(() => {
    notification = app.notification;
    return () => {
      notification = undefined;
    };
  }, [app]);
  return null;
}

/** Tells the person why a command was not done. A lost session is not told here: the sign-in page appears. */
export function reportProblem(error: unknown): void {
  const code = error instanceof ApiProblem ? error.code : "network";
  if (code === "access.sign_in") return;
  const isFault = error instanceof ApiProblem && error.document.status >= 500;
  notification?.[isFault ? "error" : "warning"]({
    // The same refusal again replaces the one on the screen.
    key: code,
    title: t("refused"),
    description: (
      <>
        {pick(problemWords(error))}
        {isFault && <small className="problem-number">{t("number", { id: error.document.requestId })}</small>}
      </>
    ),
    placement: "bottomRight",
    duration: isFault ? 0 : 6,
    role: "alert",
  });
}
