/** The HTTP face of the keys of other systems. */
import * as contract from "../../../contracts/identity.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { apiKeyAnswer, createApiKey, keyDaysMost, revokeApiKey } from "./api-keys.ts";
import { listApiKeys } from "./store/api-keys.ts";

export const keyRoutes: readonly Route[] = [
  route(contract.listApiKeys, async (ctx) => ({
    keys: (await listApiKeys(ctx)).map((row) => apiKeyAnswer(ctx, row)),
    daysMost: await keyDaysMost(ctx),
  })),
  route(contract.createApiKey, (ctx, { body }) => createApiKey(ctx, body)),
  route(contract.revokeApiKey, (ctx, { params, body }) => revokeApiKey(ctx, params.apiKeyId, body.reason)),
];
