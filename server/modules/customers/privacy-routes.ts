/** The HTTP face of personal data kept safe. */
import * as contract from "../../../contracts/customers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { readAccesses } from "./access-record.ts";
import { copyPerson } from "./copy-person.ts";
import { askErasure, decideErasure, listErasures } from "./erase-person.ts";
import { describePolicy, setPolicy } from "./field-policy.ts";
import { inventory } from "./inventory.ts";
import { liftHold, listHolds, placeHold } from "./legal-holds.ts";
import { keyStatus } from "./reseal.ts";
import { unmask } from "./unmask.ts";

export const privacyRoutes: readonly Route[] = [
  route(contract.unmaskField, (ctx, { params, body }) =>
    unmask(ctx, params.customerId, params.fieldId, body),
  ),
  route(contract.listAccesses, (ctx, { params, query }) => readAccesses(ctx, params.customerId, query)),
  route(contract.copyPersonalData, (ctx, { params, body }) => copyPerson(ctx, params.customerId, body)),
  route(contract.getFieldPolicy, (ctx) => describePolicy(ctx)),
  route(contract.setFieldPolicy, (ctx, { params, body }) => setPolicy(ctx, { ...params, ...body })),
  route(contract.listHolds, (ctx, { query }) => listHolds(ctx, query.state)),
  route(contract.placeHold, (ctx, { params, body }) => placeHold(ctx, params.customerId, body)),
  route(contract.liftHold, (ctx, { params, body }) => liftHold(ctx, params.holdId, body.reason)),
  route(contract.askErasure, (ctx, { params, body }) => askErasure(ctx, params.customerId, body.reason)),
  route(contract.listErasures, (ctx, { query }) => listErasures(ctx, query.state)),
  route(contract.decideErasure, (ctx, { params, body }) => decideErasure(ctx, params.erasureId, body)),
  route(contract.getInventory, async () => ({
    entries: inventory.entries.map(({ table, what, purpose, keptFor, sealed }) => ({
      table,
      what,
      purpose,
      keptFor,
      sealed,
    })),
    elsewhere: [...inventory.elsewhere],
  })),
  route(contract.getKeyStatus, (ctx) => keyStatus(ctx)),
];
