/** The hall's services as large tiles; several may be chosen, one number serves them all (一号多办). */
import type { ServiceOffer } from "../../../contracts/hall/shapes.ts";
import type { Front } from "../../../contracts/hall/views.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { phoneAddress, Qr } from "../../parts/qr.tsx";
import { waitWords } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { t, whyNot } from "../words.ts";

type Props = {
  front: Front;
  chosen: readonly string[];
  isOffline: boolean;
  phonePath: string | undefined;
  onToggle: (serviceId: string) => void;
  onNext: () => void;
  /** Somebody was recognised: their masked name. */
  greeted: string | null;
  /** Undefined when somebody is recognised already, or nobody can be. */
  onRecognise: (() => void) | undefined;
};

export function Choose(props: Props) {
  const { front, chosen, isOffline, phonePath, greeted, onToggle, onNext, onRecognise } = props;
  const { services, hall } = front;
  return (
    <>
      <div className="kiosk-title">
        <div>
          <h2>{t("welcome")}</h2>
          <p>{t("severalHint")}</p>
        </div>
        {phonePath && (
          <div className="kiosk-phone">
            <Qr text={phoneAddress(phonePath)} label={t("phone")} />
            <span>{t("phone")}</span>
          </div>
        )}
      </div>
      {greeted !== null && (
        <p className="kiosk-greeting" role="status">
          <Icon name="check" size="1.8rem" /> {t("greeting", { name: greeted })}
        </p>
      )}
      {onRecognise && (
        <button type="button" className="kiosk-recognise" onClick={onRecognise}>
          <Icon name="person" size="2.6rem" />
          <span>
            <strong>{t("recognise")}</strong>
            <small>{t("recogniseHelp")}</small>
          </span>
          <Icon name="forward" size="1.8rem" />
        </button>
      )}
      <ul className="kiosk-tiles" data-many={services.length > 6 ? "yes" : "no"}>
        {services.map((service) => (
          <li key={service.id}>
            <Tile
              service={service}
              order={chosen.indexOf(service.id)}
              isOffline={isOffline}
              onToggle={() => onToggle(service.id)}
            />
          </li>
        ))}
      </ul>
      <div className="kiosk-go">
        {chosen.length > 0 ? (
          <button type="button" className="main kiosk-next" onClick={onNext}>
            {t("next")} <small>{t("chosen", { n: chosen.length })}</small> <Icon name="forward" />
          </button>
        ) : (
          hall.hotlines.length > 0 && (
            <p className="kiosk-hotlines">{t("hotlines", { list: hall.hotlines.join(" · ") })}</p>
          )
        )}
      </div>
    </>
  );
}

const icons: Readonly<Record<string, IconName>> = {
  A: "bolt",
  B: "bill",
  C: "company",
  D: "question",
  E: "sun",
};

type TileProps = { service: ServiceOffer; order: number; isOffline: boolean; onToggle: () => void };

function Tile({ service, order, isOffline, onToggle }: TileProps) {
  // Offline the last state known may be old: only what never depends on the moment still refuses.
  const refusal = isOffline && service.atKiosk ? undefined : whyNot(service);
  const isChosen = order >= 0;
  return (
    <button
      type="button"
      className="kiosk-tile"
      aria-pressed={isChosen}
      disabled={refusal !== undefined}
      onClick={onToggle}
    >
      <span className="kiosk-tile-icon">
        <Icon name={icons[service.letter] ?? "paper"} size="2.6rem" />
      </span>
      <span className="kiosk-tile-name">{pick(service.name)}</span>
      {refusal ? (
        <span className="kiosk-tile-why">
          <Icon name="alert" /> {refusal}
        </span>
      ) : (
        !isOffline && <Waiting service={service} />
      )}
      {isChosen && (
        <span className="kiosk-tile-order" aria-hidden="true">
          <Icon name="check" />
        </span>
      )}
    </button>
  );
}

/** Nobody may wait for this service and the wait be long all the same: its windows serve others too. */
function Waiting({ service: { waiting, wait, openWindows } }: { service: ServiceOffer }) {
  const isLong = wait !== null && wait.highS > 60;
  return (
    <span className="kiosk-tile-facts">
      <span>
        <Icon name="people" /> {waiting === 0 && !isLong ? t("nobody") : t("waiting", { n: waiting })}
      </span>
      {wait && (isLong || waiting > 0) && (
        <span>
          <Icon name="clock" /> {waitWords(wait)}
        </span>
      )}
      <span>
        <Icon name="window" /> {openWindows > 0 ? t("windows", { n: openWindows }) : t("noWindow")}
      </span>
    </span>
  );
}
