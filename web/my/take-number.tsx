/** Taking a number on the phone; one number may serve several services. */
import { useState } from "react";
import { takeByPhone } from "../../contracts/hall/my.ts";
import type { ServiceOffer } from "../../contracts/hall/shapes.ts";
import type { Front } from "../../contracts/hall/views.ts";
import { call } from "../parts/api.ts";
import { Icon } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { waitWords } from "../parts/time.ts";
import { getLanguage, pick } from "../parts/words.ts";
import { t } from "./words.ts";

/** As many as one ticket can carry (contract of `takeByPhone`). */
const mostServices = 5;

export function TakeNumber({ front, hallCode }: { front: Front; hallCode: string | null }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!hallCode) return <p className="my-card">{t("codeMissing")}</p>;

  const toggle = (id: string) =>
    setChosen((last) =>
      last.includes(id) ? last.filter((other) => other !== id) : [...last, id].slice(0, mostServices),
    );

  async function take(code: string): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const body = { serviceIds: [...chosen], code, language: getLanguage() };
      const { token } = await call(takeByPhone, { params: { hallId: front.hall.id }, body });
      location.assign(`/my/ticket/#t=${token}`);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  }

  return (
    <>
      <ul className="my-services">
        {front.services.map((service) => (
          <li key={service.id}>
            <ServiceButton
              service={service}
              isChosen={chosen.includes(service.id)}
              onToggle={() => toggle(service.id)}
            />
          </li>
        ))}
      </ul>
      <div className="my-actions my-sticky">
        <ProblemNote error={error} />
        <button
          type="button"
          className="main"
          disabled={busy || chosen.length === 0}
          onClick={() => take(hallCode)}
        >
          {chosen.length === 0 ? t("chooseFirst") : t("take", { n: chosen.length })}
        </button>
      </div>
    </>
  );
}

type ServiceProps = { service: ServiceOffer; isChosen: boolean; onToggle: () => void };

function ServiceButton({ service: { name, waiting, wait, available }, isChosen, onToggle }: ServiceProps) {
  // Nobody may wait for this service and the wait be long all the same: its windows serve others too.
  const isLong = wait !== null && wait.highS > 60;
  return (
    <button
      type="button"
      className="my-service"
      aria-pressed={isChosen}
      disabled={!available}
      onClick={onToggle}
    >
      <span>
        <strong>{pick(name)}</strong>
        {available ? (
          <small>
            {waiting === 0 && !isLong ? t("nobody") : t("waiting", { n: waiting })}
            {wait && (isLong || waiting > 0) && ` · ${waitWords(wait)}`}
          </small>
        ) : (
          <small>{t("unavailable")}</small>
        )}
      </span>
      {isChosen && <Icon name="check" size="1.5rem" />}
    </button>
  );
}
