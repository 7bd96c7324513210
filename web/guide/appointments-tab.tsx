/** Today's appointments and checking people in: by the list, or by the code on their phone. */
import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Input, Skeleton } from "antd";
import { useEffect, useState } from "react";
import { listAppointments } from "../../contracts/hall.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { clockTime, localDay } from "../parts/time.ts";
import { defineWords, getLanguage, pick } from "../parts/words.ts";
import type { GuideProps } from "./guide-page.tsx";
import { type Taken, TakenSlip } from "./taken-slip.tsx";

const t = defineWords({
  code: ["预约码（8 位）", "Appointment code (8 characters)"],
  checkIn: ["到场取号", "Check in"],
  today: ["今天的预约", "Today's appointments"],
  none: ["今天没有预约", "No appointments today"],
  booked: ["待到场", "Expected"],
  arrived: ["已到场", "Arrived"],
  late: ["迟到", "Late"],
  "no-show": ["未到", "No-show"],
  cancelled: ["已取消", "Cancelled"],
});

export function AppointmentsTab({ floor, now, commands, run, pending }: GuideProps) {
  const hallId = floor.hall.id;
  const [code, setCode] = useState("");
  const [taken, setTaken] = useState<Taken>();
  const day = localDay(now);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["appointments", hallId, day],
    queryFn: () => call(listAppointments, { params: { hallId }, query: { day } }),
    staleTime: 0,
  });
  // Somebody who checks in elsewhere takes a number: the live count says when the list is old.
  const { taken: count } = floor.today;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is what makes the list old
  useEffect(() => void refetch(), [count, refetch]);

  const arrive = async (wanted: string) => {
    const answer = await run(`check-in ${wanted}`, () => commands.checkIn(wanted, getLanguage()));
    if (!answer) return;
    setCode("");
    setTaken(answer);
    void refetch();
  };
  const listed = data?.appointments ?? [];
  return (
    <main className="appointments-tab">
      <form
        className="check-in"
        onSubmit={(event) => {
          event.preventDefault();
          void arrive(code.trim());
        }}
      >
        <Input
          size="large"
          value={code}
          maxLength={8}
          placeholder={t("code")}
          aria-label={t("code")}
          autoCapitalize="characters"
          onChange={({ target }) => setCode(target.value.toUpperCase())}
        />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={code.trim().length !== 8}
          loading={pending === `check-in ${code.trim()}`}
        >
          {t("checkIn")}
        </Button>
      </form>
      <h2>
        {t("today")} <b>{listed.length}</b>
      </h2>
      <ProblemNote error={error} />
      {isPending && <Skeleton active />}
      {data && listed.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("none")} />}
      <ul className="appointment-list">
        {listed.map((appointment) => (
          <li key={appointment.id}>
            <time>{clockTime(appointment.startsAt)}</time>
            <strong>{appointment.name}</strong>
            <span>{pick(appointment.serviceName)}</span>
            <span className={`badge badge-${appointment.state === "booked" ? "appointment" : "plain"}`}>
              {t(appointment.state)}
            </span>
            {appointment.state === "booked" ? (
              <Button
                disabled={!!pending}
                loading={pending === `check-in ${appointment.code}`}
                onClick={() => void arrive(appointment.code)}
              >
                {t("checkIn")}
              </Button>
            ) : (
              <b>{appointment.ticketNumber}</b>
            )}
          </li>
        ))}
      </ul>
      <TakenSlip taken={taken} commands={commands} onClose={() => setTaken(undefined)} />
    </main>
  );
}
