/** What kind of demand it is and how that is handled; what the customer expected, and what was delivered (§5). */
import { Alert, Button, Form } from "antd";
import { useState } from "react";
import { noteDelivered, noteExpected } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";
import { localDay, now } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useMe } from "../../../staff/session.tsx";
import { Part } from "../../customers/states.tsx";
import { useCare } from "./care-queries.ts";
import { useDemand } from "./promise-dialog.tsx";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  title: ["诉求分类与期望", "Kind of demand, expected and delivered"],
  handling: ["怎么办", "Handled"],
  closing: ["怎么结", "Closed"],
  expected: ["客户期望", "Expected"],
  delivered: ["实际办理", "Delivered"],
  grounds: ["依据", "Grounds"],
  by: ["{text}（{day}）", "{text} ({day})"],
  late: ["比期望晚 {n} 天", "{n} days later than expected"],
  inTime: ["未晚于期望", "not later than expected"],
  noExpected: ["未登记", "not noted"],
  noteExpected: ["登记客户期望", "Note what is expected"],
  noteDelivered: ["登记实际办理", "Note what was delivered"],
  expectedText: ["客户期望什么", "What the customer expects"],
  expectedOn: ["期望什么时候", "By when"],
  deliveredText: ["实际办了什么", "What was delivered"],
  deliveredOn: ["什么时候办成", "When"],
  groundsText: [
    "说明的依据（向客户解释所依据的规定或条件）",
    "The grounds that were explained to the customer",
  ],
  choose: ["请选择日期", "Choose a day"],
  needsGrounds: ["这类诉求没有依据不能办结。", "Of this kind none is closed without its grounds."],
});

export function ExpectPart({ page }: { page: OrderPage }) {
  const orderId = page.order.id;
  const { data: demand } = useDemand(orderId);
  const { data: care } = useCare(page);
  const mayWork = useMe().capabilities.includes("orders.work");
  const [dialog, setDialog] = useState<"expected" | "delivered">();
  if (!demand) return null;
  const { kind } = demand;
  const outcome = care?.outcome;
  const close = () => setDialog(undefined);
  return (
    <Part title={t("title")} extra={<span className={`badge demand-${kind.kind}`}>{pick(kind.name)}</span>}>
      <dl className="order-facts">
        <Fact name={t("handling")} text={pick(kind.handling)} />
        <Fact name={t("closing")} text={pick(kind.closing)} />
        <Fact
          name={t("expected")}
          text={outcome?.expected ? dated(outcome.expected, outcome.expectedOn) : t("noExpected")}
        />
        <Fact
          name={t("delivered")}
          text={outcome?.delivered ? dated(outcome.delivered, outcome.deliveredOn) : t("noExpected")}
          note={
            outcome?.daysLate == null
              ? undefined
              : outcome.daysLate > 0
                ? { text: t("late", { n: outcome.daysLate }), isBad: true }
                : { text: t("inTime"), isBad: false }
          }
        />
        {outcome?.grounds && <Fact name={t("grounds")} text={outcome.grounds} />}
      </dl>
      {mayWork && (
        <div className="expect-keys">
          <Button size="small" onClick={() => setDialog("expected")}>
            {t("noteExpected")}
          </Button>
          <Button size="small" onClick={() => setDialog("delivered")}>
            {t("noteDelivered")}
          </Button>
        </div>
      )}
      {dialog === "expected" && (
        <FormModal<{ expected: string; on?: string }>
          title={t("noteExpected")}
          initial={{
            expected: outcome?.expected ?? page.demand,
            ...(outcome?.expectedOn ? { on: outcome.expectedOn } : {}),
          }}
          onSave={({ expected, on }) =>
            call(noteExpected, { params: { orderId }, body: { expected, on: on ?? null } })
          }
          onClose={close}
        >
          <OwnWords name="expected" label={t("expectedText")} maxLength={1_000} autoFocus />
          <Form.Item name="on" label={t("expectedOn")}>
            <DayPicker />
          </Form.Item>
        </FormModal>
      )}
      {dialog === "delivered" && (
        <FormModal<{ delivered: string; on: string; grounds?: string }>
          title={t("noteDelivered")}
          initial={{ on: localDay(now()) }}
          onSave={({ delivered, on, grounds = "" }) =>
            call(noteDelivered, { params: { orderId }, body: { delivered, on, grounds } })
          }
          onClose={close}
        >
          {kind.needsGrounds && (
            <Alert type="info" showIcon className="promise-right" title={t("needsGrounds")} />
          )}
          <OwnWords name="delivered" label={t("deliveredText")} maxLength={1_000} autoFocus />
          <Form.Item name="on" label={t("deliveredOn")} rules={[{ required: true, message: t("choose") }]}>
            <DayPicker />
          </Form.Item>
          <OwnWords
            name="grounds"
            label={t("groundsText")}
            rows={2}
            maxLength={1_000}
            isOptional={!kind.needsGrounds}
          />
        </FormModal>
      )}
    </Part>
  );
}

const dated = (what: string, day: string | null) => (day ? t("by", { text: what, day }) : what);

type FactProps = { name: string; text: string; note?: { text: string; isBad: boolean } | undefined };

function Fact({ name, text: value, note }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {note && <small className={note.isBad ? "tone-bad" : ""}> {note.text}</small>}
      </dd>
    </div>
  );
}
