/** What a clerk has said so far, and what becomes of it: the question to the checks, and the application itself. Pure. */
import type { CallOf } from "../../../../contracts/endpoint.ts";
import type { acceptOrder } from "../../../../contracts/orders/intake.ts";
import type { FormValues, IntakeFinding, OrderPaper } from "../../../../contracts/orders/shapes.ts";
import { given } from "../form/values.ts";
import type { Application } from "../queries.ts";

export type AcceptBody = NonNullable<CallOf<typeof acceptOrder>["body"]>;

export type Said = {
  readonly typeCode: string | undefined;
  readonly channel: "counter" | "phone";
  readonly customerId: string | undefined;
  readonly accountId: string | undefined;
  readonly address: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly demand: string;
  readonly form: FormValues;
  /** Papers that lie on the counter, by their code. */
  readonly inHand: readonly string[];
  /** Why a warning was passed over, by its code. */
  readonly passedOver: Readonly<Record<string, string>>;
  readonly priority: NonNullable<AcceptBody["priority"]>;
  readonly secrecy: NonNullable<AcceptBody["secrecy"]>;
  /** Whom a complaint is about. */
  readonly accused: readonly { readonly staffId: string; readonly name: string; readonly post: string }[];
  readonly wantedOn: string | undefined;
};

export const nothingSaid: Said = {
  ...{ typeCode: undefined, channel: "counter", customerId: undefined, accountId: undefined },
  ...{ address: "", contactName: "", contactPhone: "", demand: "", form: {}, inHand: [], passedOver: {} },
  ...{ priority: "normal", secrecy: "none", accused: [], wantedOn: undefined },
};

/** The question to the checks; null while no kind is chosen. */
export function questionOf(said: Said): Application | null {
  if (said.typeCode === undefined) return null;
  return {
    typeCode: said.typeCode,
    customerId: said.customerId ?? null,
    accountId: said.accountId ?? null,
    address: said.address.trim(),
    contactName: said.contactName.trim(),
    contactPhone: said.contactPhone.trim(),
    demand: said.demand.trim(),
    form: given(said.form),
  };
}

export type PaperStanding = "archive" | "have" | "owed" | "missing" | "spare";

/** How each paper stands: had, owed until its step, or missing now. */
export function standingsOf(
  papers: readonly OrderPaper[],
  inHand: readonly string[],
): ReadonlyMap<string, PaperStanding> {
  const isHere = ({ code, state }: OrderPaper) => state === "received" || inHand.includes(code);
  const owesLater = papers.some((paper) => paper.need === "later" && !isHere(paper));
  return new Map(
    papers.map((paper) => {
      const { code, state, need } = paper;
      if (inHand.includes(code)) return [code, "have"];
      if (state === "received") return [code, "archive"];
      if (need === "later") return [code, "owed"];
      // A commitment (承诺书) stands for what follows later; with nothing owed it is not needed (§2.6).
      return [code, code === "commitment" && !owesLater ? "spare" : "missing"];
    }),
  );
}

/** Warnings of one kind are passed over together. */
export const openWarnings = (
  findings: readonly IntakeFinding[],
  passedOver: Said["passedOver"],
): readonly IntakeFinding[] =>
  findings.filter(({ code, level }) => level === "warn" && (passedOver[code] ?? "").trim().length < 2);

export function bodyOf(
  said: Said,
  typeCode: string,
  ticketId: string | undefined,
  checked: { findings: readonly IntakeFinding[]; papers: readonly OrderPaper[] },
): AcceptBody {
  const { findings, papers } = checked;
  const warned = new Set(findings.filter(({ level }) => level === "warn").map(({ code }) => code));
  return {
    ...(questionOf(said) ?? {}),
    typeCode,
    channel: said.channel,
    ticketId: ticketId ?? null,
    priority: said.priority,
    secrecy: said.secrecy,
    accused: said.accused.map(({ staffId }) => staffId),
    wantedOn: said.wantedOn ?? null,
    passedOver: [...warned].map((code) => ({ code, reason: (said.passedOver[code] ?? "").trim() })),
    papers: papers
      .filter(({ code, documentId }) => said.inHand.includes(code) || documentId !== null)
      .map(({ code, documentId }) => ({ code, documentId })),
  };
}
