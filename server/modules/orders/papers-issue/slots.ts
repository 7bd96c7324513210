/** Who signs where on a paper. */
import type { PaperDocument, SectionOf } from "../../../../contracts/orders/papers.ts";

/** Places that a customer signs for himself; the others are the company's. */
export const customersSlots: ReadonlySet<string> = new Set([
  "customer",
  "agent",
  "recipient",
  "applicant",
  "user",
]);

type Slot = SectionOf<"signatures">["slots"][number];

export const slotsOf = ({ sections }: PaperDocument): readonly Slot[] =>
  sections.flatMap((section) => (section.kind === "signatures" ? section.slots : []));

/** The customer's place on it; the agent signs only where there is none. */
export const customersSlot = (document: PaperDocument): Slot | undefined => {
  const own = slotsOf(document).filter(({ key }) => customersSlots.has(key));
  return own.find(({ key }) => key === "customer") ?? own[0];
};
