/** What went wrong, said kindly in the page's language. */
import { Component, type ReactNode } from "react";
import type { Words } from "../../contracts/endpoint.ts";
import { ApiProblem, NetworkLost } from "./api.ts";
import { defineWords, pick } from "./words.ts";

const t = defineWords({
  network: ["网络不通，请稍后再试。", "No connection. Please try again in a moment."],
  broken: ["页面出了问题，正在重新打开…", "Something went wrong on this page; opening it again…"],
});

/** The sentence for any error that a call can throw. */
export function problemWords(error: unknown): Words {
  if (error instanceof ApiProblem) return { zh: error.document.zh, en: error.document.en };
  if (error instanceof NetworkLost) return t.both("network");
  console.error(error);
  return t.both("broken");
}

/** A calm box with the sentence; read aloud by screen readers when it appears. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p className="problem" role="alert">
      {pick(problemWords(error))}
    </p>
  );
}

/** A page that broke while drawing opens itself again: nobody with a keyboard stands at a screen on a wall. */
export class ReopenWhenBroken extends Component<
  { children: ReactNode; afterMs: number },
  { broken: boolean }
> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidCatch(error: unknown) {
    console.error(error);
    setTimeout(() => location.reload(), this.props.afterMs);
  }
  override render() {
    return this.state.broken ? <p className="problem">{t("broken")}</p> : this.props.children;
  }
}
