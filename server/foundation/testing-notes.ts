/** A one-table module for the foundation's own tests: notes that a company keeps. */
import { sql } from "kysely";
import { z } from "zod";
import { empty } from "../../contracts/common.ts";
import { endpoint } from "../../contracts/endpoint.ts";
import { type Actor, audit, type Context, publish } from "./context.ts";
import type { Gate } from "./http/access.ts";
import { liveRoute, type Route, route } from "./http/route.ts";
import { newId } from "./ids.ts";
import type { TestPlatform } from "./test-kit.ts";

export const unitOfOrg = (orgId: number): string =>
  `00000000-0000-7000-8000-${String(orgId).padStart(12, "0")}`;

/** A clerk of a company who may call and see the floor. */
export const clerk = (orgId: number, id = newId()): Actor => ({
  kind: "staff",
  id,
  name: "测试员",
  orgId,
  orgIds: [orgId],
  sessionId: newId(),
  grants: [{ unitId: unitOfOrg(orgId), capabilities: new Set(["hall.call", "hall.floor.view"] as const) }],
});

/** Signs in by header: `x-test-org: 1`. Only the foundation's own tests use it. */
export const notesGate: Gate = {
  authenticate: async (request) => {
    const org = request.headers.get("x-test-org");
    return org ? clerk(Number(org), unitOfOrg(Number(org))) : { kind: "anyone" };
  },
  findUnit: async (unitId) =>
    unitId.startsWith("00000000-0000-7000-8000-")
      ? { orgId: Number(unitId.slice(-12)), path: [unitId] }
      : undefined,
};

const inUnit = z.object({ hallId: z.uuid() });

export const addNoteEndpoint = endpoint({
  method: "post",
  path: "/api/notes/{hallId}",
  capability: "hall.call",
  scope: "unit",
  summary: { zh: "记一条", en: "Add a note" },
  params: inUnit,
  query: empty,
  body: z.strictObject({ text: z.string().max(1_000), nested: z.unknown().optional() }),
  answer: z.object({ id: z.string(), count: z.int() }),
});

export const viewNotesEndpoint = endpoint({
  method: "get",
  path: "/api/notes/{hallId}",
  capability: "hall.floor.view",
  scope: "unit",
  live: true,
  summary: { zh: "看记录", en: "See the notes" },
  params: inUnit,
  query: empty,
  answer: z.object({ notes: z.array(z.string()) }),
});

export async function addNote(ctx: Context, text: string): Promise<{ id: string; count: number }> {
  const id = newId();
  await sql`insert into notes.notes (org_id, id, text, at) values (${ctx.orgId}, ${id}, ${text}, ${ctx.clock.now()})`.execute(
    ctx.tx,
  );
  const { rows } = await sql<{ count: number }>`select count(*) as count from notes.notes`.execute(ctx.tx);
  publish(ctx, { type: "noteAdded", topic: unitOfOrg(ctx.orgId), payload: { id, text } });
  audit(ctx, { action: "notes.add", subject: id, before: null, after: { text } });
  return { id, count: rows[0]?.count ?? 0 };
}

export const notesRoutes: readonly Route[] = [
  route(addNoteEndpoint, (ctx, { body }) => addNote(ctx, body.text)),
  liveRoute(viewNotesEndpoint, {
    topic: (_, { params }) => params.hallId,
    share: (_, { params }) => params.hallId,
    load: async (ctx) => {
      const { rows } = await sql<{ text: string }>`select text from notes.notes order by id`.execute(ctx.tx);
      return { notes: rows.map(({ text }) => text) };
    },
  }),
];

/** Adds the table to a test database. */
export async function createNotes(platform: TestPlatform): Promise<void> {
  await platform.asOwner((owner) =>
    owner.query(`
    create schema notes;
    grant usage on schema notes to mingchuang_app;
    create table notes.notes (org_id int not null, id uuid not null, text text not null, at timestamptz not null, primary key (org_id, id));
    select foundation.protect('notes.notes')`),
  );
}
