/** A refusal with a stable code. Modules say what happened; the edge says how loudly (see contracts/problems.ts). */
import type { Words } from "../../contracts/endpoint.ts";
import {
  type ProblemCode,
  type ProblemDocument,
  type ProblemKind,
  problems,
} from "../../contracts/problems.ts";

export type Facts = Readonly<Record<string, string | number>>;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: Facts;
  constructor(code: ProblemCode, facts: Facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
  get kind(): ProblemKind {
    return problems[this.code].kind;
  }
}

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  unprocessable: 422,
  "too-many": 429,
  fault: 500,
  unavailable: 503,
} as const satisfies Record<ProblemKind, number>;

const fill = (text: string, facts: Facts) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "?"));

/** What a problem says, for lists that show why something cannot be done without trying it. */
export const problemWords = ({ code, facts }: Problem): Words => ({
  zh: fill(problems[code].zh, facts),
  en: fill(problems[code].en, facts),
});

/** The RFC 9457 document for a problem, in the caller's language with both beside. */
export function problemDocument(problem: Problem, requestId: string, language: "zh" | "en"): ProblemDocument {
  const text = problems[problem.code];
  const facts = { requestId, ...problem.facts };
  const words = { zh: fill(text.zh, facts), en: fill(text.en, facts) };
  return {
    type: `/api/docs#${problem.code}`,
    title: words[language],
    status: statusOf[text.kind],
    code: problem.code,
    detail: words[language],
    ...words,
    ...(problem.facts.field === undefined ? {} : { field: String(problem.facts.field) }),
    requestId,
  };
}
