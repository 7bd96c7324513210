/** The HTTP face of strategies. */
import * as contract from "../../../contracts/customers/strategies.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { answerProposal } from "./answer-proposal.ts";
import { readStrategies, readStrategy } from "./read-strategies.ts";
import { releaseStrategy, setStrategyState, tryStrategy } from "./release-strategy.ts";
import { factReference } from "./rules/facts.ts";
import { strategyExpressions } from "./strategy.ts";
import { changeStrategy, createStrategy } from "./write-strategy.ts";

const faultOf = (made: object) => ("fault" in made ? (made.fault as never) : null);

export const strategyRoutes: readonly Route[] = [
  route(contract.listStrategies, (ctx, { query }) => readStrategies(ctx, query.days)),
  route(contract.readStrategy, (ctx, { params, query }) => readStrategy(ctx, params.strategyId, query.days)),
  route(contract.createStrategy, async (ctx, { body }) => ({
    strategyId: await createStrategy(ctx, body),
    version: 1,
  })),
  route(contract.changeStrategy, async (ctx, { params, body }) => ({
    version: await changeStrategy(ctx, params.strategyId, body),
  })),
  route(contract.tryStrategy, async (ctx, { params }) => ({
    runId: await tryStrategy(ctx, params.strategyId),
  })),
  route(contract.releaseStrategy, async (ctx, { params, body }) => {
    await releaseStrategy(ctx, params.strategyId, body.version);
    return {};
  }),
  route(contract.setStrategyState, async (ctx, { params, body }) => {
    await setStrategyState(ctx, params.strategyId, body);
    return {};
  }),
  route(contract.checkStrategy, async (_ctx, { body }) => ({
    condition: faultOf(strategyExpressions.condition(body.condition)),
    reasonZh: faultOf(strategyExpressions.sentence(body.reasonZh)),
    reasonEn: faultOf(strategyExpressions.sentence(body.reasonEn)),
  })),
  route(contract.strategyFacts, async () => ({ facts: [...factReference] })),
  route(contract.answerProposal, async (ctx, { params, body }) => {
    await answerProposal(ctx, params.showingId, body.answer);
    return {};
  }),
];
