/** Slots of a day with their contingents, and who has booked them. */
import { Form, InputNumber, Table, Tag } from "antd";
import { type ReactNode, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { getHallSetup, listAppointments, saveSlot } from "../../../contracts/hall.ts";
import { clockTime, dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { DayPicker, today } from "../../staff/day-picker.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./words.ts";

type Day = ResultOf<typeof listAppointments>;
type Slot = Day["slots"][number];

const stateColor = {
  booked: "blue",
  arrived: "green",
  late: "orange",
  "no-show": "red",
  cancelled: "default",
} as const;

export function AppointmentsPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => <HallAppointments key={hallId} hallId={hallId} choice={choice} />}
    </WithHall>
  );
}

function HallAppointments({ hallId, choice }: { hallId: string; choice: ReactNode }) {
  const [day, setDay] = useState(() => today().toString());
  const list = useAsk(listAppointments, { params: { hallId }, query: { day } });
  const [slot, setSlot] = useState<Slot>();
  const tools = (
    <>
      {choice}
      <DayPicker value={day} onChange={setDay} label={t("day")} />
    </>
  );
  return (
    <Page title={t("title")} hint={t("hint")} tools={tools}>
      <Loaded of={list}>
        {(data) => (
          <>
            <section className="page-block">
              <SlotGrid hallId={hallId} slots={data.slots} onPick={setSlot} />
            </section>
            <section className="page-block">
              <h3>{t("list")}</h3>
              <BookedTable appointments={data.appointments} />
            </section>
          </>
        )}
      </Loaded>
      {slot && <SlotForm hallId={hallId} slot={slot} onClose={() => setSlot(undefined)} />}
    </Page>
  );
}

type GridProps = { hallId: string; slots: Slot[]; onPick: (slot: Slot) => void };

/** Services as rows, times as columns. */
function SlotGrid({ hallId, slots, onPick }: GridProps) {
  const may = useMay();
  const { data: setup } = useAsk(getHallSetup, { params: { hallId } }, { enabled: may("hall.floor.view") });
  if (slots.length === 0) return <p className="quiet">{t("noSlots")}</p>;
  const services = [...new Set(slots.map(({ serviceId }) => serviceId))];
  const times = [...new Set(slots.map(({ startsAt }) => startsAt))].sort();
  const nameOf = (serviceId: string) => {
    const service = setup?.services.find(({ id }) => id === serviceId);
    return service ? pick(service.name) : "";
  };
  return (
    <div style={{ overflowX: "auto" }}>
      <table className="slots">
        <thead>
          <tr>
            <th scope="col">{t("service")}</th>
            {times.map((time) => (
              <th key={time} scope="col" className="num">
                {clockTime(time)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map((serviceId) => (
            <tr key={serviceId}>
              <th scope="row">{nameOf(serviceId)}</th>
              {times.map((time) => {
                const slot = slots.find((one) => one.serviceId === serviceId && one.startsAt === time);
                return (
                  <td key={time}>
                    {slot && (
                      <button
                        type="button"
                        className="slot"
                        data-full={slot.booked >= slot.contingent}
                        aria-label={t("slotOf", {
                          service: nameOf(serviceId),
                          time: clockTime(time),
                          booked: slot.booked,
                          contingent: slot.contingent,
                        })}
                        onClick={() => onPick(slot)}
                      >
                        {t("booked", { booked: slot.booked, contingent: slot.contingent })}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BookedTable({ appointments }: { appointments: Day["appointments"] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={appointments}
      locale={{ emptyText: t("noList") }}
      columns={[
        { title: t("time"), dataIndex: "startsAt", className: "num", render: clockTime },
        { title: t("service"), key: "service", render: (_, { serviceName }) => pick(serviceName) },
        { title: t("name"), dataIndex: "name" },
        { title: t("code"), dataIndex: "code", className: "num" },
        {
          title: t("state"),
          key: "state",
          render: (_, { state }) => <Tag color={stateColor[state]}>{t(`state_${state}`)}</Tag>,
        },
        { title: t("bookedAt"), dataIndex: "bookedAt", className: "num", render: dayAndTime },
        {
          title: t("arrivedAt"),
          dataIndex: "arrivedAt",
          className: "num",
          render: (at: string | null) => (at ? clockTime(at) : ""),
        },
        { title: t("ticket"), dataIndex: "ticketNumber", className: "num" },
      ]}
    />
  );
}

function SlotForm({ hallId, slot, onClose }: { hallId: string; slot: Slot; onClose: () => void }) {
  const save = useSend(saveSlot, [listAppointments]);
  const { serviceId, startsAt, booked, contingent } = slot;
  return (
    <FormModal<{ contingent: number }>
      title={`${t("change")} · ${clockTime(startsAt)}`}
      initial={{ contingent }}
      width={380}
      onSave={(values) => save({ params: { hallId }, body: { serviceId, startsAt, ...values } })}
      onClose={onClose}
    >
      <Form.Item name="contingent" label={t("contingent")} rules={[{ required: true, message: t("needed") }]}>
        <InputNumber min={booked} max={100} precision={0} style={{ width: "100%" }} />
      </Form.Item>
    </FormModal>
  );
}
