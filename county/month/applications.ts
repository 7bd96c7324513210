/** What people of the sample county ask for in a month: kinds by the handbook's shares (§2.14), channels, and what they say. */
import type { CallOf } from "../../contracts/endpoint.ts";
import type { Channel, CustomerClass, Form, OrderType } from "../../contracts/orders/shapes.ts";
import type { acceptOrder } from "../../contracts/orders.ts";
import { type Draw, weighted } from "../population/draw.ts";
import { fillForm } from "./fill-form.ts";

export type Application = NonNullable<CallOf<typeof acceptOrder>["body"]>;
export type Wish = {
  readonly type: OrderType;
  readonly customerClass: CustomerClass;
  readonly channel: Channel;
  readonly body: Application;
};

export type Asked = {
  readonly code: string;
  readonly channel: Channel;
  readonly file: Resident;
  readonly accountId: string;
  readonly customerClass: CustomerClass;
  readonly accused?: readonly string[];
  /** Left out, the customer's own stands. */
  readonly phone?: string;
};

/** Whoever may ask: the people of the sample county, or of a test. */
export type Resident = {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly accounts: readonly { readonly id: string; readonly sortCode: string }[];
};

/** How often which kind is asked for, of a hundred or so. */
const weights = [
  ["FAULT", 22],
  ["CONS", 8],
  ["SRV-OTH", 7],
  ["NI-RES", 9],
  ["NI-LVN", 5],
  ["NI-HV1", 2],
  ["NI-HV2", 1],
  ["IC-RES", 2],
  ["IC-LVN", 1],
  ["TMP-N", 1],
  ["PV-NAT", 3],
  ["EV-PRI", 4],
  ["CH-TRANS", 6],
  ["CH-NAME", 3],
  ["CH-PAY", 5],
  ["CH-CLOSE", 1],
  ["CH-METERMOVE", 1],
  ["CH-SUS", 1],
  ["CORR", 4],
  ["VAT", 3],
  ["MT-TEST", 2],
  ["MT-DATA", 2],
  ["RECON", 2],
  ["APPL", 1],
  ["COMP", 2],
  ["OPIN", 2],
  ["SUGG", 1],
  ["REPORT", 1],
  ["PRAISE", 1],
] as const;
const kinds = weighted(weights);
/** At the counter, by phone, on the web, from 12345 and 95598; faults are rung in. */
const channels = weighted<Channel>([
  ["counter", 50],
  ["phone", 15],
  ["web", 25],
  ["hotline", 10],
]);
const rung = weighted<Channel>([
  ["phone", 70],
  ["hotline", 20],
  ["web", 10],
]);

export class Applicants {
  readonly #types: ReadonlyMap<string, OrderType>;
  readonly #forms: ReadonlyMap<string, Form>;
  readonly #byClass: ReadonlyMap<CustomerClass, readonly (readonly [Resident, string])[]>;
  #made = 0;

  constructor(types: readonly OrderType[], forms: readonly Form[], files: readonly Resident[]) {
    this.#types = new Map(types.map((type) => [type.code, type]));
    this.#forms = new Map(forms.map((form) => [form.key, form]));
    const pairs = files
      .filter(({ stage }) => stage === "current")
      .flatMap((file) => file.accounts.map((account) => [file, account] as const));
    const byClass = Map.groupBy(pairs, ([, { sortCode }]) => classOf(sortCode));
    this.#byClass = new Map(
      [...byClass].map(([key, list]) => [key, list.map(([file, { id }]) => [file, id] as const)]),
    );
  }

  /** Somebody's wish at this time. @param accused whom a complaint names */
  draw(draw: Draw, now: Temporal.Instant, accused: readonly string[], wanted?: string): Wish {
    const type = this.#typeOf(wanted ?? draw.weighted(kinds));
    const isRung = type.family === "fault" || type.family === "complaint";
    const drawn = draw.weighted(isRung ? rung : channels);
    const channel = type.channels.includes(drawn) ? drawn : (type.channels[0] ?? "counter");
    const [customerClass, file, accountId] = this.#who(type, draw);
    // A phone of its own: who rings twice is warned of, and that is drawn apart.
    const phone = `137${String(this.#made + 1).padStart(8, "0")}`;
    const who = { file, accountId, customerClass, phone };
    return this.of(draw, now, { code: type.code, channel, accused, ...who });
  }

  /** The wish of this person for this kind. */
  of(draw: Draw, now: Temporal.Instant, { code, channel, accused = [], phone = "", ...who }: Asked): Wish {
    const type = this.#typeOf(code);
    const { file, accountId, customerClass } = who;
    const nth = ++this.#made;
    const isNew = type.family === "new" || type.family === "temporary";
    const isComplaint = type.family === "complaint";
    const body: Application = {
      typeCode: code,
      channel,
      customerId: file.id,
      accountId: isNew ? null : accountId,
      customerClass,
      contactPhone: phone,
      contactName: file.name,
      address: isNew ? `青禾县新区路${nth}号` : "",
      demand: isComplaint ? "营业窗口等候时间太长，解释不清" : "",
      form: this.#form(type, customerClass, draw, now),
      ...(isComplaint && code !== "SUGG" ? { accused: [...accused] } : {}),
    };
    return { type, customerClass, channel, body };
  }

  /** What this kind asks for. */
  formOf({ form }: OrderType): Form | null {
    return form === null ? null : (this.#forms.get(form) ?? null);
  }

  /** What people of this account may ask for at a counter, each as often as in a month. */
  kindsFor(sortCode: string, fits: (type: OrderType) => boolean): readonly (readonly [string, number])[] {
    const own = classOf(sortCode);
    return weights.filter(([code]) => {
      const type = this.#types.get(code);
      return type?.classes.includes(own) === true && fits(type);
    });
  }

  #typeOf(code: string): OrderType {
    const type = this.#types.get(code);
    if (!type) throw new Error(`the kind ${code} is not offered`);
    return type;
  }

  #who(type: OrderType, draw: Draw): readonly [CustomerClass, Resident, string] {
    const possible = type.classes.filter((one) => (this.#byClass.get(one)?.length ?? 0) > 0);
    // Most of what every class may ask for is asked for by homes.
    const wanted = possible.includes("RES") && draw.chance(0.8) ? "RES" : draw.pick(possible);
    const asked = possible.length > 0 ? wanted : (type.classes[0] ?? "RES");
    const pool = this.#byClass.get(asked) ?? this.#byClass.get("HV1") ?? this.#byClass.get("LVN") ?? [];
    const [file, accountId] = draw.pick(pool);
    return [asked, file, accountId];
  }

  #form(type: OrderType, customerClass: CustomerClass, draw: Draw, now: Temporal.Instant) {
    const form = this.formOf(type);
    const values = fillForm(form, draw, now);
    const voltage = customerClass === "RES" ? "220V" : customerClass === "LVN" ? "380V" : "10kV";
    const field = form?.fields.find(({ key }) => key === "voltage");
    if (field?.options.some(({ value }) => value === voltage)) values.voltage = voltage;
    const later = (days: number) =>
      now.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().add({ days }).toString();
    if ("beginsOn" in values) values.beginsOn = later(20);
    if (form?.fields.some(({ key }) => key === "endsOn")) values.endsOn = later(60);
    if (customerClass.startsWith("HV") && "capacity" in values) values.capacity = 315;
    return values;
  }
}

const classes: Readonly<Record<string, CustomerClass>> = { "03": "RES", "02": "LVN", "01": "HV1" };
export const classOf = (sortCode: string): CustomerClass => classes[sortCode] ?? "HV1";
