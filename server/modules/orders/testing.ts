/** Orders for tests: a company with the shipped processes and staff of every post, and orders that go through them. */

import posts from "../../../catalogue/posts.json" with { type: "json" };
import type { CallOf } from "../../../contracts/endpoint.ts";
import type { FormValues } from "../../../contracts/orders/shapes.ts";
import { acceptOrder as acceptEndpoint } from "../../../contracts/orders.ts";
import type { Context, StaffActor } from "../../foundation/context.ts";
import type { Route } from "../../foundation/http/route.ts";
import { newId } from "../../foundation/ids.ts";
import type { TestPlatform } from "../../foundation/test-kit.ts";
import { type TestArchive, testArchive } from "../customers/testing-archive.ts";
import { type Caller, fillCounty, orgs, testPassword } from "../identity/test-county.ts";
import { acceptOrder } from "./accept-order.ts";
import { findForm } from "./catalogue/order-forms.ts";
import { claimStep } from "./claim-step.ts";
import { completeStep } from "./complete-step.ts";
import { processOf } from "./definitions.ts";
import { orders } from "./index.ts";
import type { Application } from "./intake.ts";
import { loadProcesses } from "./load-orders.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { isTask, nodeOf } from "./process/definition.ts";
import type { OrderRow, StepRow } from "./store/rows.ts";

export type OrderWish = Partial<NonNullable<CallOf<typeof acceptEndpoint>["body"]>> & Partial<Application>;

export type TestOrders = TestArchive & {
  /** Signed in as the login, which is the post in small letters: `r-met`, a second one `r-met-2`. */
  readonly as: (login: string) => Promise<Caller>;
  /** The person as commands see them. */
  readonly actor: (login: string) => StaffActor;
  /** Runs a command as somebody. */
  readonly runAs: <T>(login: string, work: (ctx: Context) => Promise<T>) => Promise<T>;
  readonly addPerson: (login: string, post: string, role?: string) => Promise<string>;
  /** Takes an order at the counter; an NI-RES of a new customer unless said. */
  readonly openOrder: (wish?: OrderWish, login?: string) => Promise<OrderRow>;
  readonly look: (orderId: string) => Promise<OpenOrder>;
  /** The live task of a node; the first one of the order without a name. */
  readonly task: (orderId: string, nodeId?: string) => Promise<StepRow>;
  /** Claims and completes a task by somebody of its post, with a form that is filled in. */
  readonly complete: (
    orderId: string,
    nodeId?: string,
    form?: FormValues,
    login?: string,
  ) => Promise<OpenOrder>;
};

/** Roles by which the people of a post hold what they need; most work in the field. */
const roleOf: Readonly<Record<string, string>> = {
  "R-ACC": "clerk",
  "R-GUIDE": "guide",
  "R-HALL": "hall-manager",
  "R-DUTY": "duty-manager",
  "R-MGR": "company-manager",
  "R-CMD": "dispatcher",
  "R-QA": "quality-inspector",
};
/** Administrators work on no order. */
const outside: ReadonlySet<string> = new Set(["R-SYS", "R-SEC", "R-AUD"]);
export const loginOf = (post: string): string => post.toLowerCase();

const roleFor = (post: string): string => roleOf[post] ?? "field-worker";

/** A county with the shipped processes and somebody of every post. */
async function fillOrders(platform: TestPlatform): Promise<void> {
  const people = posts.filter(({ code }) => !outside.has(code));
  await fillCounty(
    platform,
    true,
    people.map(({ code }) => ({ login: loginOf(code), post: code, roles: [{ role: roleFor(code) }] })),
  );
  await platform.command(orgs.county, (ctx) => loadProcesses(ctx));
}

/** @param routes of other modules, to be tested with this one's */
export async function buildOrders(routes: readonly Route[] = []): Promise<TestOrders> {
  const county = await testArchive([...orders.routes, ...routes], { kind: "orders", fill: fillOrders });
  const { platform } = county;
  let made = 0;
  const addPerson: TestOrders["addPerson"] = async (login, post, role = roleFor(post)) => {
    return county.addStaff(orgs.county, { login, post, roles: [{ role }] });
  };
  const signed = new Map<string, Promise<Caller>>();
  const as: TestOrders["as"] = (login) => {
    const known = signed.get(login) ?? county.signedIn(login);
    signed.set(login, known);
    return known;
  };
  const actors = new Map<string, StaffActor>();
  /** With their grants, as the gate makes them: commands ask for posts and units. */
  const actorOf = async (login: string): Promise<StaffActor> => {
    const known = actors.get(login);
    if (known) return known;
    const caller = await as(login);
    const cookie = [...caller.cookies].map((pair) => pair.join("=")).join("; ");
    const made = await county.gate.authenticate(
      new Request("http://localhost:8080/api/orders/work", { headers: { cookie } }),
    );
    if (made.kind !== "staff") throw new Error(`${login} is not signed in (${testPassword.length})`);
    actors.set(login, made);
    return made;
  };
  const runAs: TestOrders["runAs"] = async (login, work) =>
    platform.command(orgs.county, work, await actorOf(login));
  const look: TestOrders["look"] = (orderId) => county.run((ctx) => openOrder(ctx, orderId));
  const task: TestOrders["task"] = async (orderId, nodeId) => {
    const { tasks } = await look(orderId);
    const found = tasks.find((step) => nodeId === undefined || step.nodeId === nodeId);
    if (!found)
      throw new Error(`no task ${nodeId ?? ""}; open are ${tasks.map((step) => step.nodeId).join(", ")}`);
    return found;
  };

  return {
    ...county,
    as,
    actor: (login) => {
      const known = actors.get(login);
      if (!known) throw new Error(`${login} has not acted yet`);
      return known;
    },
    runAs,
    addPerson,
    look,
    task,
    openOrder: async (wish = {}, login = "r-acc") => {
      const customerId = wish.customerId ?? (await county.buildCustomer());
      const body = bodyOf({
        typeCode: "NI-RES",
        customerId,
        contactName: "陈禾",
        // One each: the same phone asking twice is warned of.
        contactPhone: `139${String(++made).padStart(8, "0")}`,
        address: `青禾县人民路${newId().slice(-6)}号`,
        form: filledForm("intake-new", { use: "residential", capacity: 8, voltage: "220V" }),
        papers: [{ code: "id-card" }, { code: "property-title" }],
        ...withoutSource(wish),
      });
      const application = wish.source === undefined ? body : { ...body, source: wish.source };
      const open = await runAs(login, (ctx) => acceptOrder(ctx, application));
      return open.order;
    },
    complete: async (orderId, nodeId, form = {}, login) => {
      const step = await task(orderId, nodeId);
      const who = login ?? loginOf(step.post ?? "");
      return runAs(who, async (ctx) => {
        await claimStep(ctx, orderId, step.id);
        const open = await openOrder(ctx, orderId);
        const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
        const node = nodeOf(definition, step.nodeId);
        const key = isTask(node) ? node.form : null;
        const version = open.step(step.id)?.version ?? 0;
        const evidence = { photos: ["photo-1"], position: "31.23,121.47", persons: "甲、乙" };
        const values = {
          ...(isTask(node) && node.evidence.length > 0 ? evidence : {}),
          ...filledForm(key, form),
        };
        return completeStep(ctx, orderId, step.id, { version, form: values, note: "", doneAt: null });
      });
    },
  };
}

/** What the contract gives by itself is filled in. */
function bodyOf(wish: unknown): Application {
  if (!acceptEndpoint.body) throw new TypeError("an order is accepted with a body");
  return acceptEndpoint.body.parse(wish);
}

const withoutSource = ({ source: _, ...wish }: OrderWish) => wish;

/** Every required field with something that fits, answers that go on yes; what is given goes before. */
export function filledForm(key: string | null, given: FormValues = {}): FormValues {
  const filled = (findForm(key ?? "")?.fields ?? [])
    .filter((field) => field.isRequired || field.kind === "signature")
    .map((field): readonly [string, FormValues[string]] => {
      switch (field.kind) {
        case "number":
          return [field.key, 1];
        case "yes-no":
          return [
            field.key,
            !/^(has|needs|is(Misclassified|Refused|OutOfTolerance|Internal))/.test(field.key),
          ];
        case "choice":
          return [field.key, field.options[0]?.value ?? ""];
        case "choices":
          return [field.key, field.options.slice(0, 1).map(({ value }) => value)];
        case "date":
          return [field.key, "2026-03-04"];
        case "time":
          return [field.key, "2026-03-04T09:00:00+08:00"];
        case "phone":
          return [field.key, "13800138000"];
        case "id":
          return [field.key, "110101199003070134"];
        case "position":
          return [field.key, "31.23,121.47"];
        case "photo":
          return [field.key, ["photo-1"]];
        default:
          return [field.key, "甲、乙"];
      }
    });
  return { ...Object.fromEntries(filled), ...given };
}
