/** Random commands against one hall: whatever people press, a window has one customer and nobody is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { abandonTicket } from "./abandon-ticket.ts";
import { addService } from "./add-service.ts";
import { callNext } from "./call-next.ts";
import { callNumber } from "./call-number.ts";
import { confirmPrint } from "./confirm-print.ts";
import { finishTicket } from "./finish-ticket.ts";
import { holdTicket } from "./hold-ticket.ts";
import { markArrived } from "./mark-arrived.ts";
import { markMissed } from "./mark-missed.ts";
import { markPriority } from "./mark-priority.ts";
import { openWindow } from "./open-window.ts";
import { pauseWindow } from "./pause-window.ts";
import { recallTicket } from "./recall-ticket.ts";
import { resumeTicket } from "./resume-ticket.ts";
import { returnTicket } from "./return-ticket.ts";
import { sweepHalls } from "./sweep.ts";
import { takeTicket } from "./take-ticket.ts";
import { buildHall, plainOrder } from "./testing.ts";
import { transferTicket } from "./transfer-ticket.ts";
import { voidTicket } from "./void-ticket.ts";

const county = await testCounty();
const hall = await buildHall(county, {
  windows: [{}, { skills: ["A1"] }, { skills: ["B1", "D1"] }],
  hours: [{ days: "workday", opens: "00:00", closes: "23:59" }],
});
const { hallId } = hall;
const codes = ["A1", "B1", "D1"] as const;
const final = ["done", "abandoned", "void"];
const nobody = newId();
const taken: string[] = [];
const finals = new Map<string, string>();

type Step = { what: string; window: number; ticket: number; service: number; seconds: number };
const step = fc.record({
  what: fc.constantFrom(
    ...[
      "take",
      "take",
      "take",
      "print",
      "confirm",
      "fail",
      "call",
      "call",
      "call",
      "call",
      "arrive",
      "arrive",
      "arrive",
    ],
    ...["finish", "finish", "next", "next", "miss", "recall", "hold", "resume", "transfer", "return", "void"],
    ...["abandon", "priority", "add", "number", "pause", "open", "open", "sweep", "sweep", "wait"],
  ),
  window: fc.nat(2),
  ticket: fc.nat(7),
  service: fc.nat(2),
  seconds: fc.nat(200),
});

async function act(ctx: Context, { what, window, ticket, service }: Step): Promise<unknown> {
  const windowId = hall.windows[window]?.id ?? "";
  // Mostly the latest numbers: the old ones are final and only refuse.
  const ticketId = taken.at(-1 - ticket) ?? nobody;
  const serviceId = hall.service(codes[service] ?? "A1");
  const end = { ticketId, outcome: "solved", note: null } as const;
  const current = async () => {
    const { rows } = await sql<{ id: string }>`
      select id from hall.tickets where org_id = ${orgs.county} and window_id = ${windowId} and state in ('called', 'serving')`.execute(
      ctx.tx,
    );
    return rows[0]?.id ?? ticketId;
  };
  switch (what) {
    case "take":
    case "print":
      return takeTicket(ctx, hallId, { ...plainOrder([serviceId]), print: what === "print" });
    case "confirm":
    case "fail":
      return confirmPrint(ctx, hallId, ticketId, { ok: what === "confirm", error: null });
    case "call":
      return callNext(ctx, hallId, windowId);
    case "number":
      return callNumber(ctx, hallId, windowId, { ticketId, reason: "chosen" });
    case "arrive":
      return markArrived(ctx, hallId, windowId, await current());
    case "finish":
    case "next":
      return finishTicket(ctx, hallId, windowId, {
        ...end,
        ticketId: await current(),
        next: what === "next",
      });
    case "miss":
      return markMissed(ctx, hallId, windowId, await current());
    case "recall":
      return recallTicket(ctx, hallId, windowId, await current());
    case "hold":
      return holdTicket(ctx, hallId, windowId, { ticketId: await current(), reason: "copy" });
    case "resume":
      return resumeTicket(ctx, hallId, windowId, ticketId);
    case "transfer":
      return transferTicket(ctx, hallId, windowId, {
        ticketId: await current(),
        serviceId,
        windowId: null,
        reason: "elsewhere",
      });
    case "return":
      return returnTicket(ctx, hallId, ticketId);
    case "void":
      return voidTicket(ctx, hallId, ticketId, "by mistake");
    case "abandon":
      return abandonTicket(ctx, hallId, ticketId, "went home");
    case "priority":
      return markPriority(ctx, hallId, ticketId, "elderly");
    case "add":
      return addService(ctx, hallId, ticketId, serviceId);
    case "pause":
      return pauseWindow(ctx, hallId, windowId, "toilet");
    case "open":
      return openWindow(ctx, hallId, windowId, false);
    default:
      return undefined;
  }
}

type Row = { id: string; number: string; state: string; windowId: string | null; due: boolean };
async function check(): Promise<void> {
  const rows = await hall.run(async ({ tx }) => {
    const { rows } = await sql<Row>`
      select id, letter || seq as number, state, window_id as "windowId", due_at is not null as due
      from hall.tickets where org_id = ${orgs.county} and hall_id = ${hallId}`.execute(tx);
    return rows;
  });
  assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(taken), "no ticket is lost or made up");
  assert.equal(new Set(rows.map(({ number }) => number)).size, rows.length, "no number twice");
  const busy = rows
    .filter(({ state }) => state === "called" || state === "serving")
    .map((row) => row.windowId);
  assert.equal(new Set(busy).size, busy.length, "one customer per window");
  for (const { id, state, windowId, due } of rows) {
    const before = finals.get(id);
    if (before) assert.equal(state, before, "final is final");
    if (final.includes(state)) finals.set(id, state);
    if (state === "waiting" || state === "held" || state === "missed") assert.equal(windowId, null);
    if (["printing", "called", "held", "missed"].includes(state)) assert.ok(due, `${state} ends by itself`);
  }
}

test("random commands keep every ticket at one place and lose none", async () => {
  for (const window of hall.windows)
    await hall.run((ctx) => openWindow(ctx, hallId, window.id, false), window.actor);
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      for (const one of steps) {
        county.platform.pass({ seconds: one.what === "wait" ? one.seconds * 5 : (one.seconds / 10) | 0 });
        if (one.what === "sweep") await sweepHalls(county.platform);
        const actor = hall.windows[one.window]?.actor;
        try {
          const result = await hall.run((ctx) => act(ctx, one), actor);
          if (one.what === "take" || one.what === "print")
            taken.push((result as { ticket: { id: string } }).ticket.id);
          done++;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }
      await check();
    }),
    { numRuns: 30, endOnFailure: true },
  );
  assert.ok(done > 300, `only ${done} commands did something`);
  assert.ok([...finals.values()].includes("done"));
});
