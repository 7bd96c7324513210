/** Holds what is stored of clocks against what their marks say, as an auditor would. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Context } from "../../foundation/context.ts";
import { readingOf } from "./order-clock.ts";
import { type MarkedClock, rowFrom } from "./store/rows.ts";
import { workTimeOf } from "./work-time.ts";

/** Every clock of the company, read again from its marks alone, is as its row says. @returns how many there are */
export async function replayClocks(ctx: Context): Promise<number> {
  const { rows } = await sql<{ clock: unknown; unitId: string }>`
    select to_jsonb(c) || jsonb_build_object('marks', (select jsonb_agg(to_jsonb(m) order by m.seq) from orders.marks m
      where m.org_id = c.org_id and m.clock_id = c.id)) as clock, o.unit_id as "unitId"
    from orders.clocks c join orders.orders o on o.org_id = c.org_id and o.id = c.order_id
    where c.org_id = ${ctx.orgId}`.execute(ctx.tx);
  for (const { clock, unitId } of rows) {
    const kept = rowFrom<MarkedClock>(clock);
    const reading = readingOf(kept, await workTimeOf(ctx, unitId));
    const { state, limit, lapsedAt, stoppedAt } = reading;
    const due = reading.dueAt ?? (state === "stopped" ? lapsedAt : null);
    const said = `${kept.ruleCode} ${kept.layer}`;
    assert.equal(kept.dueAt?.toString(), due?.toString(), said);
    assert.equal(kept.endedAt?.toString(), stoppedAt?.toString(), said);
    assert.deepEqual([kept.limitValue, kept.unit], [limit.value, limit.unit], said);
    const states = state === "stopped" ? (lapsedAt ? ["missed"] : ["met", "void"]) : [state];
    assert.ok(states.includes(kept.state), `${said}: ${kept.state} is none of ${states.join()}`);
  }
  assert.deepEqual(
    await staleSteps(ctx),
    [],
    "what live steps carry for the lists is what their orders and clocks say",
  );
  return rows.length;
}

/** Live steps whose copies of the order's type and of the clocks' warnings have grown old. */
async function staleSteps(ctx: Context): Promise<unknown[]> {
  const { rows } = await sql`
    select s.id, s.type_code, s.warned from orders.steps s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
    where s.org_id = ${ctx.orgId} and s.state = 'live' and (s.type_code <> o.type_code or s.warned <> coalesce((
      select max(c.warned) from orders.clocks c
      where c.org_id = s.org_id and c.step_id = s.id and c.state = 'running'), 0) and s.post is not null)`.execute(
    ctx.tx,
  );
  return rows;
}
