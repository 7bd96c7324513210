/**
 * What we suggest to somebody we recognised: the service, the papers to have ready. Others can read along, so the reasons
 * of a proposal (who lives there, what they use) are for the clerk's screen.
 */
import type { ServiceOffer } from "../../../contracts/hall/shapes.ts";
import { Icon } from "../../parts/icons.tsx";
import { waitWords } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import type { Known } from "../recognise.ts";
import { t, whyNot } from "../words.ts";

type Props = {
  known: Known;
  services: readonly ServiceOffer[];
  chosen: readonly string[];
  onToggle: (serviceId: string) => void;
  onNext: () => void;
  onOther: () => void;
};

/** As many as one takes in at a glance. */
const shownAtMost = 4;

export function KnownCustomer({ known, services, chosen, onToggle, onNext, onOther }: Props) {
  const suggested = known.serviceCodes
    .flatMap((code) => services.find((service) => service.code === code) ?? [])
    .slice(0, shownAtMost);
  const selfService = known.proposals.filter(({ action }) => action.kind === "self-service");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className="kiosk-known-parts" tabIndex={0}>
        <section className="kiosk-card kiosk-known">
          <h2>
            <Icon name="person" /> {t("greeting", { name: known.maskedName ?? "" })}
          </h2>
          {known.matters.length > 0 && (
            <ul className="kiosk-matters" aria-label={t("matters")}>
              {known.matters.map(({ title, state }) => (
                <li key={title.zh}>
                  <span>{pick(title)}</span> <b>{pick(state)}</b>
                </li>
              ))}
            </ul>
          )}
          {known.homeService && (
            <p className="kiosk-home">
              <Icon name="heart" /> {t("homeService")}
            </p>
          )}
        </section>
        {(suggested.length > 0 || known.proposals.length > 0) && (
          <section className="kiosk-card">
            <h2>{t("suggested")}</h2>
            <div className="kiosk-suggested">
              {suggested.map((service) => (
                <Suggestion
                  key={service.id}
                  service={service}
                  reason={known.proposals.find(({ action }) => action.value === service.code)}
                  isChosen={chosen.includes(service.id)}
                  onToggle={() => onToggle(service.id)}
                />
              ))}
            </div>
            {selfService.map((proposal) => (
              <p key={proposal.showingId} className="kiosk-soft">
                <Icon name="bolt" /> {pick(proposal.title)}：{pick(proposal.text)}
              </p>
            ))}
          </section>
        )}
        {known.papers.length > 0 && (
          <section className="kiosk-card">
            <h2>
              <Icon name="paper" /> {t("papersReady")}
            </h2>
            <ul className="kiosk-papers kiosk-papers-ready">
              {known.papers.map((paper) => (
                <li key={paper.zh}>
                  <span>
                    <Icon name="check" /> {pick(paper)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <div className="kiosk-ends">
        <button type="button" onClick={onOther}>
          {t("otherService")}
        </button>
        <button type="button" className="main kiosk-next" disabled={chosen.length === 0} onClick={onNext}>
          {t("next")} {chosen.length > 0 && <small>{t("chosen", { n: chosen.length })}</small>}
        </button>
      </div>
    </>
  );
}

type SuggestionProps = {
  service: ServiceOffer;
  reason: Known["proposals"][number] | undefined;
  isChosen: boolean;
  onToggle: () => void;
};

function Suggestion({ service, reason, isChosen, onToggle }: SuggestionProps) {
  const refusal = whyNot(service);
  return (
    <button
      type="button"
      className="kiosk-tile kiosk-suggestion"
      aria-pressed={isChosen}
      disabled={refusal !== undefined}
      onClick={onToggle}
    >
      <span className="kiosk-tile-name">{pick(service.name)}</span>
      <span className="kiosk-tile-facts">
        <span>{refusal ?? (service.wait ? waitWords(service.wait) : t("nobody"))}</span>
        {!refusal && service.where && (
          <span>
            <Icon name="window" /> {pick(service.where)}
          </span>
        )}
      </span>
      {reason && <span className="kiosk-suggestion-why">{pick(reason.title)}</span>}
      {isChosen && (
        <span className="kiosk-tile-order" aria-hidden="true">
          <Icon name="check" />
        </span>
      )}
    </button>
  );
}
