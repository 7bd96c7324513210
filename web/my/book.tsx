/** Booking a slot: service, time, name and phone; nothing more is asked (minimum data). */
import { type FormEvent, useEffect, useState } from "react";
import type { ResultOf } from "../../contracts/endpoint.ts";
import { bookAppointment, listSlots } from "../../contracts/hall/appointments.ts";
import type { Front } from "../../contracts/hall/views.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { clockTime, localDay, longDay } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import { rememberBooking } from "./remembered.ts";
import { t } from "./words.ts";

type Slot = ResultOf<typeof listSlots>["slots"][number];

export function Book({ front, onBooked }: { front: Front; onBooked: () => void }) {
  const hallId = front.hall.id;
  const [serviceId, setServiceId] = useState("");
  const [slots, setSlots] = useState<readonly Slot[]>();
  const [startsAt, setStartsAt] = useState("");
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    if (!serviceId) return;
    const abort = new AbortController();
    setSlots(undefined);
    setStartsAt("");
    setError(undefined);
    call(listSlots, { params: { hallId }, query: { serviceId } }, { signal: abort.signal }).then(
      (answer) => setSlots(answer.slots),
      (problem) => abort.signal.aborted || setError(problem),
    );
    return () => abort.abort();
  }, [hallId, serviceId]);

  async function book(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const body = { serviceId, startsAt, name: name.trim(), phone };
      const { appointment } = await call(bookAppointment, { params: { hallId }, body });
      rememberBooking(hallId, appointment.code);
      onBooked();
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  }

  const days = Map.groupBy(slots ?? [], (slot) => localDay(slot.startsAt));
  return (
    <form className="my-book" onSubmit={book}>
      <label htmlFor="service">{t("chooseService")}</label>
      <select id="service" value={serviceId} onChange={(event) => setServiceId(event.target.value)}>
        <option value="">—</option>
        {front.services.map((service) => (
          <option key={service.id} value={service.id}>
            {pick(service.name)}
          </option>
        ))}
      </select>
      {slots && (slots.length === 0 ? <p className="my-card">{t("noSlots")}</p> : <h2>{t("chooseSlot")}</h2>)}
      {[...days].map(([day, ofDay]) => (
        <section key={day} className="my-day">
          <h3>{longDay(ofDay[0]?.startsAt ?? day)}</h3>
          <div>
            {ofDay.map((slot) => (
              <button
                type="button"
                key={slot.startsAt}
                aria-pressed={slot.startsAt === startsAt}
                disabled={slot.left === 0}
                onClick={() => setStartsAt(slot.startsAt)}
              >
                {clockTime(slot.startsAt)} <small>{t("left", { n: slot.left })}</small>
              </button>
            ))}
          </div>
        </section>
      ))}
      {startsAt && (
        <>
          <label htmlFor="name">{t("name")}</label>
          <input
            id="name"
            required
            maxLength={40}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <label htmlFor="phone">{t("phone")}</label>
          <input
            id="phone"
            required
            inputMode="tel"
            pattern="1[3-9][0-9]{9}"
            title={t("phoneHint")}
            autoComplete="tel-national"
            value={phone}
            onChange={(event) => setPhone(event.target.value.replaceAll(/\D/g, "").slice(0, 11))}
          />
          <p className="my-soft">{t("privacy")}</p>
          <button type="submit" className="main" disabled={busy}>
            {t("book")} · {clockTime(startsAt)}
          </button>
        </>
      )}
      <ProblemNote error={error} />
    </form>
  );
}
