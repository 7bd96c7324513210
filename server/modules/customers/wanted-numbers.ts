/** What was scanned or typed, as the database looks for it: personal numbers and cards by their hashes. */
import type { Context } from "../../foundation/context.ts";
import { hashCardToken } from "./card-token.ts";
import { blindOf, oldFormOf } from "./personal-numbers.ts";
import type { Scan } from "./rules/read-scan.ts";
import type { Wanted } from "./store/recognition.ts";

/** Which number each reading is looked up by; personal ones by the vault's hash. */
export function wantedOf(ctx: Pick<Context, "vault" | "orgId">, scans: readonly Scan[]): Wanted {
  const texts = (how: Scan["how"]) => scans.filter((scan) => scan.how === how).map(({ text }) => text);
  const blinds = (family: "paper" | "phone", values: readonly string[]) =>
    values.map((text) => blindOf(ctx.vault, ctx.orgId, family, text));
  const papers = texts("paper");
  const former = papers.map(oldFormOf).filter((text) => text !== undefined);
  return {
    papers: blinds("paper", [...papers, ...former]),
    phones: blinds("phone", texts("phone")),
    accounts: texts("account"),
    meters: texts("meter"),
    creditCodes: texts("credit"),
    cards: texts("card").map(hashCardToken),
  };
}
