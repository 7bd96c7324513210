/** The service card, of the size of a bank card (ISO/IEC 7810 ID-1). */

import type { issueCard } from "../../../../contracts/customers/household-file.ts";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { Qr } from "../../../parts/qr.tsx";
import { pick } from "../../../parts/words.ts";
import { t } from "./words.ts";

export const cardSize = "85.6mm 54mm";

export function ServiceCard({ card }: { card: ResultOf<typeof issueCard> }) {
  return (
    <article className="service-card" data-testid="service-card">
      <header>
        <b>{pick(card.company)}</b>
        <span>{t("card")}</span>
      </header>
      <div className="service-card-body">
        <dl>
          <dt>{t("holder")}</dt>
          <dd>{card.name}</dd>
          {card.account && (
            <>
              <dt>{t("accountTail")}</dt>
              <dd>{card.account}</dd>
            </>
          )}
          <dt>{t("manager")}</dt>
          <dd>{card.managerName ?? pick(card.unitName)}</dd>
          <dt>{t("hotline")}</dt>
          <dd className="service-card-line">{card.hotline}</dd>
        </dl>
        <figure>
          <Qr text={card.token} label={t("scan")} />
          <figcaption>{t("scan")}</figcaption>
        </figure>
      </div>
      <footer>
        <span>{t("cardNote")}</span>
        <span>{card.issuedOn}</span>
      </footer>
    </article>
  );
}
