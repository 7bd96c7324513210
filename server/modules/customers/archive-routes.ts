/** The HTTP face of the archive: one customer's page, and the commands that keep it. */
import * as contract from "../../../contracts/customers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { noteLook } from "./access-record.ts";
import { codeLists } from "./codes.ts";
import { createCustomer } from "./create-customer.ts";
import { installMeter, removeMeter } from "./install-meter.ts";
import { openAccount } from "./open-account.ts";
import { readAccount, readCustomer } from "./read-customer.ts";
import { endRelation, relate } from "./relate.ts";
import { saveContract } from "./save-contract.ts";
import { saveMeteringPoint } from "./save-metering-point.ts";
import { endPerson, savePerson } from "./save-person.ts";
import { saveSupplyPoint } from "./save-supply-point.ts";
import { closeAccount, transferAccount, updateAccount, updatePremise } from "./update-account.ts";
import { updateCustomer } from "./update-customer.ts";

export const archiveRoutes: readonly Route[] = [
  route(contract.listCodes, async () => ({ lists: codeLists })),
  route(contract.readCustomer, async (ctx, { params, query }) => {
    const page = await readCustomer(ctx, params.customerId, query.asOf);
    await noteLook(ctx, params.customerId);
    return page;
  }),
  route(contract.createCustomer, async (ctx, { body }) => ({ customerId: await createCustomer(ctx, body) })),
  route(contract.updateCustomer, async (ctx, { params, body }) => ({
    version: await updateCustomer(ctx, params.customerId, body),
  })),
  route(contract.readAccount, (ctx, { params, query }) => readAccount(ctx, params.accountId, query.asOf)),
  route(contract.openAccount, (ctx, { params, body }) => openAccount(ctx, params.customerId, body)),
  route(contract.updateAccount, async (ctx, { params, body }) => ({
    version: await updateAccount(ctx, params.accountId, body),
  })),
  route(contract.transferAccount, async (ctx, { params, body }) => ({
    version: await transferAccount(ctx, params.accountId, body),
  })),
  route(contract.closeAccount, async (ctx, { params, body }) => ({
    version: await closeAccount(ctx, params.accountId, body),
  })),
  route(contract.updatePremise, (ctx, { params, body }) => updatePremise(ctx, params.premiseId, body)),
  route(contract.saveSupplyPoint, (ctx, { params, body }) => saveSupplyPoint(ctx, params.accountId, body)),
  route(contract.saveMeteringPoint, (ctx, { params, body }) =>
    saveMeteringPoint(ctx, params.accountId, body),
  ),
  route(contract.installMeter, async (ctx, { params, body }) => ({
    installationId: await installMeter(ctx, params.pointId, body),
  })),
  route(contract.removeMeter, async (ctx, { params, body }) => {
    await removeMeter(ctx, params.pointId, body);
    return {};
  }),
  route(contract.saveContract, (ctx, { params, body }) => saveContract(ctx, params.accountId, body)),
  route(contract.savePerson, async (ctx, { params, body }) => ({
    personId: await savePerson(ctx, params.customerId, body),
  })),
  route(contract.endPerson, async (ctx, { params, body }) => {
    await endPerson(ctx, params.customerId, params.personId, body);
    return {};
  }),
  route(contract.relate, async (ctx, { params, body }) => ({
    relationId: await relate(ctx, params.customerId, body),
  })),
  route(contract.endRelation, async (ctx, { params, body }) => {
    await endRelation(ctx, params.customerId, params.relationId, body);
    return {};
  }),
];
