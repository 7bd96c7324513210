/** The HTTP face of registers. */
import * as contract from "../../../contracts/customers/archive.ts";
import { listRegisterLevels } from "../../../contracts/customers/registers.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { endRegister, proposeRegister, reviewRegister } from "./keep-register.ts";
import { listRegisters } from "./list-registers.ts";
import { registerLists } from "./rules/registers.ts";

export const registerRoutes: readonly Route[] = [
  route(contract.proposeRegister, async (ctx, { params, body }) => ({
    entryId: await proposeRegister(ctx, params.customerId, body),
  })),
  route(contract.reviewRegister, async (ctx, { params, body }) => {
    await reviewRegister(ctx, params.entryId, body);
    return {};
  }),
  route(contract.endRegister, async (ctx, { params, body }) => {
    await endRegister(ctx, params.entryId, body.reason);
    return {};
  }),
  route(contract.listRegisters, (ctx, { query }) => listRegisters(ctx, query)),
  route(listRegisterLevels, async () => ({
    registers: registerLists.map(({ register, zh, en, levels }) => ({
      register,
      name: { zh, en },
      levels: levels.map((level) => ({
        code: level.code,
        name: { zh: level.zh, en: level.en },
        termMonths: level.termMonths,
        checkMonths: level.checkMonths ?? null,
        care: {
          priorityReason: level.care?.priorityReason ?? null,
          largeType: level.care?.largeType ?? false,
          homeService: level.care?.homeService ?? false,
          fewerPapers: level.care?.fewerPapers ?? false,
        },
        source: level.source,
        confidence: level.confidence,
      })),
    })),
  })),
];
