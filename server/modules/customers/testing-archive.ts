/** An archive for tests: a company with staff, and customers, accounts and meters made by the module's own commands. */

import { birthOf } from "../../../contracts/customers/identifiers.ts";
import * as api from "../../../contracts/customers.ts";
import type { CallOf } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import type { Route } from "../../foundation/http/route.ts";
import type { Template, TestPlatform } from "../../foundation/test-kit.ts";
import { type Caller, orgs, type TestCounty, testCounty } from "../identity/test-county.ts";
import { createCustomer } from "./create-customer.ts";
import { installMeter } from "./install-meter.ts";
import { openAccount } from "./open-account.ts";
import { relate } from "./relate.ts";
import { customersRoutes } from "./routes.ts";
import { saveMeteringPoint } from "./save-metering-point.ts";
import { savePerson } from "./save-person.ts";
import { saveSupplyPoint } from "./save-supply-point.ts";

type CustomerWish = Partial<NonNullable<CallOf<typeof api.createCustomer>["body"]>>;
type AccountWish = Partial<NonNullable<CallOf<typeof api.openAccount>["body"]>>;

export type TestArchive = TestCounty & {
  readonly clerk: Caller;
  readonly manager: Caller;
  /** Runs a command as the platform in the county company. */
  readonly run: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;
  /** @returns the customer's id */
  readonly buildCustomer: (wish?: CustomerWish) => Promise<string>;
  readonly buildAccount: (
    customerId: string,
    wish?: AccountWish,
  ) => Promise<{ accountId: string; number: string }>;
  /** A metering point of the account with a meter. */
  readonly buildMeter: (
    accountId: string,
    wish?: { assetNumber?: string; on?: string },
  ) => Promise<{ pointId: string; assetNumber: string }>;
  readonly today: () => string;
};

/**
 * @param routes of other modules, to be tested with this one's
 * @param template a county with more in it
 */
export async function testArchive(routes: readonly Route[] = [], template?: Template): Promise<TestArchive> {
  const county = await testCounty({
    routes: [...customersRoutes, ...routes],
    ...(template ? { template } : {}),
  });
  const { platform } = county;
  const run: TestArchive["run"] = (work) => platform.command(orgs.county, work);
  let made = 0;
  const today = () => platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  return {
    ...county,
    clerk: await county.signedIn("clerk"),
    manager: await county.signedIn("hall-manager"),
    run,
    today,
    buildCustomer: (wish) =>
      run((ctx) =>
        createCustomer(
          ctx,
          parsed(api.createCustomer, {
            kind: "individual",
            name: `客户${++made}`,
            unitId: county.county.root,
            ...wish,
          }),
        ),
      ),
    buildAccount: (customerId, wish) =>
      run((ctx) =>
        openAccount(
          ctx,
          customerId,
          parsed(api.openAccount, { ...plainAccount(county.county.root), ...wish }),
        ),
      ),
    buildMeter: (accountId, { assetNumber = `TM${String(++made).padStart(8, "0")}`, on = today() } = {}) =>
      run(async (ctx) => {
        const point = parsed(api.saveMeteringPoint, plainPoint);
        const { meteringPointId: pointId } = await saveMeteringPoint(ctx, accountId, point);
        await installMeter(ctx, pointId, parsed(api.installMeter, { assetNumber, on, reading: 0 }));
        return { pointId, assetNumber };
      }),
  };
}

/** One of everything of the archive, in any company: for tests that walk over all things. */
export async function buildArchive(at: {
  readonly platform: TestPlatform;
  readonly orgId: number;
  readonly unitId: string;
}): Promise<void> {
  const { platform, orgId, unitId } = at;
  await platform.command(orgId, async (ctx) => {
    const on = dateOf(ctx.clock.now()).toString();
    const person = { kind: "individual", unitId };
    const customerId = await createCustomer(ctx, parsed(api.createCustomer, { ...person, name: "甲" }));
    const other = await createCustomer(ctx, parsed(api.createCustomer, { ...person, name: "乙" }));
    const { accountId } = await openAccount(ctx, customerId, parsed(api.openAccount, plainAccount(unitId)));
    await saveSupplyPoint(ctx, accountId, parsed(api.saveSupplyPoint, plainSupply));
    const { meteringPointId } = await saveMeteringPoint(
      ctx,
      accountId,
      parsed(api.saveMeteringPoint, plainPoint),
    );
    await installMeter(ctx, meteringPointId, parsed(api.installMeter, { assetNumber: "W1", on, reading: 0 }));
    const contact = { role: "other", name: "丙", phone: "13800138000", accountId, authorisedUntil: null };
    await savePerson(ctx, customerId, parsed(api.savePerson, contact));
    await relate(ctx, customerId, parsed(api.relate, { kind: "family", toCustomerId: other }));
  });
}

const plainPoint = { purpose: "settlement", method: "LL", ratio: 1, box: null, supplyPointId: null };
const plainSupply = {
  role: "main",
  voltageCode: "AC02202",
  capacityKva: 8,
  substation: null,
  feeder: null,
  transformer: null,
  phase: null,
  hasOwnSource: false,
};

/** A flat's account with nothing special about it; only the address is anybody's. */
export const plainAccount = (unitId: string) => ({
  sortCode: "03",
  useCode: "202",
  tradeCode: null,
  tariffGroup: "residential" as const,
  voltageCode: "AC02202",
  contractKva: 8,
  runningKva: 8,
  sectionCode: null,
  notifyBy: "sms",
  settleBy: "02",
  invoiceKind: null,
  area: "urban" as const,
  temporary: "no" as const,
  temporaryUntil: null,
  peopleCount: null,
  securityKva: null,
  transfer: "none" as const,
  supplierAccountId: null,
  note: null,
  unitId,
  premise: { address: "青禾县人民路12号3栋2单元501室", levels: { road: "人民路", number: "12号" } },
});

/** Fills in what the contract gives by itself. */
function parsed<E extends { body?: import("zod").ZodType }>(endpoint: E, body: unknown) {
  return endpoint.body?.parse(body) as import("zod").output<NonNullable<E["body"]>>;
}

/** An identity card of nobody: a region that is not assigned cannot be typed, so a real one with a sequence of tests. */
export function cardOf(born: string, sequence: number): string {
  const digits = `110105${born.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const card = `${digits}${"10X98765432"[sum % 11]}`;
  if (birthOf(card) !== born) throw new TypeError(`${card} is not of ${born}`);
  return card;
}
