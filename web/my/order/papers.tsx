/** The order's papers as a list: what is to be signed first. */
import type { IssuedLine } from "../../../contracts/orders/issued.ts";
import type { MyOrderView } from "../../../contracts/orders/my.ts";
import { Icon } from "../../parts/icons.tsx";
import { localDay } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./words.ts";

/** Places that a customer signs for himself. */
export const ownSlots: ReadonlySet<string> = new Set(["customer", "agent", "recipient", "applicant", "user"]);

export function standingOf({ slots, isOutdated, deliveries }: IssuedLine): string | undefined {
  const own = slots.find(({ slot }) => slot === "customer") ?? slots.find(({ slot }) => ownSlots.has(slot));
  if (own?.signerName && !own.isValid) return t("signedVoid");
  if (isOutdated) return t("older");
  if (own?.signerName) return t("signed", { name: own.signerName });
  if (deliveries.at(-1)?.kind === "refused") return t("refusedPaper");
  return own ? t("toSign") : undefined;
}

export function Papers({
  view: { papers },
  onOpen,
}: {
  view: MyOrderView;
  onOpen: (paperId: string) => void;
}) {
  if (papers.length === 0) return null;
  return (
    <section className="my-card">
      <h2>
        <Icon name="paper" /> {t("papers")}
      </h2>
      <ul className="my-order-papers">
        {papers.map((paper) => (
          <li key={paper.id}>
            <button type="button" onClick={() => onOpen(paper.id)}>
              <span>
                <strong>{pick(paper.title)}</strong>
                <small>
                  {localDay(paper.issuedAt)} · {paper.number}
                </small>
              </span>
              <small className="my-order-standing">{standingOf(paper)}</small>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
