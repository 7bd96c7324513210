/** The bookings of this phone, or one found by its code: see, cancel, arrive. */
import { type FormEvent, useEffect, useState } from "react";
import {
  type Appointment,
  appointmentCode,
  cancelAppointment,
  checkInByPhone,
  findAppointment,
} from "../../contracts/hall/appointments.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { clockTime, longDay } from "../parts/time.ts";
import { getLanguage, pick } from "../parts/words.ts";
import { rememberBooking, rememberedBookings } from "./remembered.ts";
import { t } from "./words.ts";

const states = {
  booked: "stateBooked",
  arrived: "stateArrived",
  late: "stateLate",
  "no-show": "stateNoShow",
  cancelled: "stateCancelled",
} as const;

type Props = { hallId: string; hallCode: string | null };

export function Bookings({ hallId, hallCode }: Props) {
  const [codes, setCodes] = useState(() => rememberedBookings(hallId));
  const [typed, setTyped] = useState("");
  const parsed = appointmentCode.safeParse(typed);
  function find(event: FormEvent): void {
    event.preventDefault();
    if (!parsed.success) return;
    rememberBooking(hallId, parsed.data);
    setCodes(rememberedBookings(hallId));
    setTyped("");
  }
  return (
    <>
      {codes.length === 0 && <p className="my-card">{t("noBookings")}</p>}
      {codes.map((code) => (
        <Booking key={code} hallId={hallId} hallCode={hallCode} code={code} />
      ))}
      <form className="my-find" onSubmit={find}>
        <label htmlFor="code">{t("code")}</label>
        <input
          id="code"
          value={typed}
          maxLength={12}
          autoCapitalize="characters"
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" disabled={!parsed.success}>
          {t("find")}
        </button>
      </form>
    </>
  );
}

function Booking({ hallId, hallCode, code }: Props & { code: string }) {
  const [appointment, setAppointment] = useState<Appointment>();
  const [error, setError] = useState<unknown>();
  const [sure, setSure] = useState(false);
  useEffect(() => {
    call(findAppointment, { params: { hallId }, query: { code } }).then(
      (answer) => setAppointment(answer.appointment),
      setError,
    );
  }, [hallId, code]);

  async function cancel(): Promise<void> {
    setSure(false);
    await call(cancelAppointment, { params: { hallId }, body: { code } }).then(
      (answer) => setAppointment(answer.appointment),
      setError,
    );
  }
  async function arrive(present: string): Promise<void> {
    setError(undefined);
    try {
      const body = { code, hallCode: present, language: getLanguage() };
      const { token } = await call(checkInByPhone, { params: { hallId }, body });
      location.assign(`/my/ticket/#t=${token}`);
    } catch (problem) {
      setError(problem);
    }
  }

  if (!appointment) return error ? <ProblemNote error={error} /> : null;
  const { state, serviceName, startsAt, arriveFrom, arriveUntil, rule, papers } = appointment;
  return (
    <article className="my-card my-booking">
      <header>
        <h2>{pick(serviceName)}</h2>
        <span className="my-tag">{t(states[state])}</span>
      </header>
      <p>
        {longDay(startsAt)} {clockTime(startsAt)}
      </p>
      <p className="my-code">
        <span className="my-soft">{t("code")}</span> <strong>{appointment.code}</strong>
      </p>
      {state === "booked" && (
        <>
          <p className="my-soft">
            {t("arrive", { from: clockTime(arriveFrom), until: clockTime(arriveUntil) })}
          </p>
          <p className="my-soft">{pick(rule)}</p>
          {papers.length > 0 && (
            <p className="my-soft">{t("papers", { list: papers.map(pick).join("、") })}</p>
          )}
          <div className="my-actions">
            {hallCode && (
              <button type="button" className="main" onClick={() => arrive(hallCode)}>
                {t("here")}
              </button>
            )}
            {sure ? (
              <section className="my-sure" role="alertdialog" aria-label={t("cancel")}>
                <p>{t("cancelSure")}</p>
                <div>
                  <button type="button" className="main" onClick={() => setSure(false)}>
                    {t("keep")}
                  </button>
                  <button type="button" className="my-danger" onClick={cancel}>
                    {t("cancel")}
                  </button>
                </div>
              </section>
            ) : (
              <button type="button" className="my-quiet" onClick={() => setSure(true)}>
                {t("cancel")}
              </button>
            )}
          </div>
        </>
      )}
      <ProblemNote error={error} />
    </article>
  );
}
