/** SQL of issued papers. Everything goes through the order itself, which hides from those it is about. */
import { sql } from "kysely";
import type { DeliveryWay } from "../../../../contracts/orders/issued.ts";
import type { PaperSignature, PaperTemplate } from "../../../../contracts/orders/papers.ts";
import type { Context } from "../../../foundation/context.ts";
import { rowFrom } from "../store/rows.ts";

export type SignatureRow = {
  readonly id: string;
  readonly slot: string;
  readonly signerName: string;
  readonly signedAt: Temporal.Instant;
  readonly documentHash: string;
  /** As it was given, a text: names inside are not columns. */
  readonly signature: string;
  readonly signatureHash: string;
  readonly way: "own-phone" | "before-staff";
  readonly byName: string;
};
export type DeliveryRow = {
  readonly kind: "handed" | "sent" | "read" | "refused";
  readonly way: DeliveryWay | null;
  readonly toName: string;
  readonly reference: string;
  readonly proofId: string | null;
  readonly note: string;
  readonly at: Temporal.Instant;
  readonly byName: string;
};
export type WaitRow = {
  readonly kind: "signature" | "delivery";
  readonly dueAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
};
export type AskRow = {
  readonly id: string;
  readonly slot: string;
  readonly signerName: string;
  readonly windowNumber: string;
  readonly state: "asked" | "signed" | "declined" | "ended";
  readonly expiresAt: Temporal.Instant;
  readonly byName: string;
};
export type IssuedRow = {
  readonly id: string;
  readonly orderId: string;
  readonly template: PaperTemplate;
  readonly subject: string;
  readonly version: number;
  readonly number: string;
  /** Canonical JSON; `{follow}` stands where the sealed address does. */
  readonly document: string;
  readonly follow: Buffer | null;
  readonly hash: string;
  readonly issuedAt: Temporal.Instant;
  readonly issuedByName: string;
  readonly isOutdated: boolean;
  readonly signatures: readonly SignatureRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly waits: readonly WaitRow[];
  /** The latest time that it lay on a pad. */
  readonly ask: AskRow | null;
};

type Parts = "signatures" | "deliveries" | "waits" | "ask";
type Raw = Omit<IssuedRow, Parts> & { readonly parts: unknown };

const columns = sql`i.id, i.order_id as "orderId", i.template, i.subject, i.version, i.number, i.document, i.follow, i.hash,
  i.issued_at as "issuedAt", i.issued_by_name as "issuedByName",
  exists (select from orders.issued n where n.org_id = i.org_id and n.order_id = i.order_id and n.template = i.template
    and n.subject = i.subject and n.version > i.version) as "isOutdated",
  jsonb_build_object(
    'signatures', (select coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('signature', s.signature::text) order by s.signed_at, s.id), '[]')
      from orders.signatures s where s.org_id = i.org_id and s.paper_id = i.id),
    'deliveries', (select coalesce(jsonb_agg(to_jsonb(d) order by d.at, d.id), '[]')
      from orders.deliveries d where d.org_id = i.org_id and d.paper_id = i.id),
    'waits', (select coalesce(jsonb_agg(to_jsonb(w) order by w.kind), '[]')
      from orders.paper_waits w where w.org_id = i.org_id and w.paper_id = i.id),
    'ask', (select to_jsonb(a) from orders.sign_asks a where a.org_id = i.org_id and a.paper_id = i.id
      order by a.asked_at desc, a.id desc limit 1)) as parts`;
const from = sql`orders.issued i join orders.orders o on o.org_id = i.org_id and o.id = i.order_id`;

const rowOf = ({ parts, ...row }: Raw): IssuedRow => ({
  ...row,
  ...rowFrom<Pick<IssuedRow, Parts>>(parts),
});

/** All of an order, the latest first. */
export async function listIssued(ctx: Context, orderId: string): Promise<IssuedRow[]> {
  const { rows } = await sql<Raw>`
    select ${columns} from ${from} where i.org_id = ${ctx.orgId} and i.order_id = ${orderId}
    order by i.issued_at desc, i.id desc limit 200`.execute(ctx.tx);
  return rows.map(rowOf);
}

export async function findIssued(
  ctx: Context,
  orderId: string,
  paperId: string,
): Promise<IssuedRow | undefined> {
  const { rows } = await sql<Raw>`
    select ${columns} from ${from}
    where i.org_id = ${ctx.orgId} and i.order_id = ${orderId} and i.id = ${paperId}`.execute(ctx.tx);
  return rows[0] && rowOf(rows[0]);
}

/** Several, of whatever orders, in the order in which they were asked for. */
export async function findPapers(ctx: Context, paperIds: readonly string[]): Promise<IssuedRow[]> {
  const { rows } = await sql<Raw>`
    select ${columns} from ${from} where i.org_id = ${ctx.orgId} and i.id = any (${[...paperIds]}::uuid[])
    order by array_position(${[...paperIds]}::uuid[], i.id)`.execute(ctx.tx);
  return rows.map(rowOf);
}

/** How many papers the order has: the next number. Only under the order's lock. */
export async function countIssued(ctx: Context, orderId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders.issued where org_id = ${ctx.orgId} and order_id = ${orderId}`.execute(
    ctx.tx,
  );
  return rows[0]?.count ?? 0;
}

export type NewIssued = Pick<
  IssuedRow,
  "id" | "orderId" | "template" | "subject" | "version" | "number" | "document" | "follow" | "hash"
> & { readonly by: { readonly id: string | null; readonly name: string } };

export async function insertIssued(ctx: Context, paper: NewIssued): Promise<void> {
  await sql`
    insert into orders.issued (org_id, order_id, id, template, subject, version, number, document, follow, hash, issued_at,
      issued_by, issued_by_name)
    values (${ctx.orgId}, ${paper.orderId}, ${paper.id}, ${paper.template}, ${paper.subject}, ${paper.version},
      ${paper.number}, ${paper.document}, ${paper.follow}, ${paper.hash}, ${ctx.clock.now()}, ${paper.by.id},
      ${paper.by.name})`.execute(ctx.tx);
}

export type NewSignature = {
  readonly paperId: string;
  readonly id: string;
  readonly signature: PaperSignature;
  readonly signatureHash: string;
  readonly way: SignatureRow["way"];
  readonly by: { readonly id: string | null; readonly name: string };
};

/** @returns false when somebody has signed there already */
export async function insertSignature(ctx: Context, one: NewSignature): Promise<boolean> {
  const { slot, signerName, signedAt, documentHash } = one.signature;
  const { numAffectedRows } = await sql`
    insert into orders.signatures (org_id, paper_id, id, slot, signer_name, signed_at, document_hash, signature,
      signature_hash, way, by_id, by_name)
    values (${ctx.orgId}, ${one.paperId}, ${one.id}, ${slot}, ${signerName}, ${signedAt}, ${documentHash},
      ${JSON.stringify(one.signature)}::jsonb, ${one.signatureHash}, ${one.way}, ${one.by.id}, ${one.by.name})
    on conflict on constraint signature_slot_once do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export type NewDelivery = Pick<DeliveryRow, "kind" | "way" | "toName" | "reference" | "proofId" | "note"> & {
  readonly paperId: string;
  readonly id: string;
  readonly by: { readonly id: string | null; readonly name: string };
};

/** @returns false when the same person has read it before */
export async function insertDelivery(ctx: Context, one: NewDelivery): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.deliveries (org_id, paper_id, id, kind, way, to_name, reference, proof_id, note, at, by_id, by_name)
    values (${ctx.orgId}, ${one.paperId}, ${one.id}, ${one.kind}, ${one.way}, ${one.toName}, ${one.reference},
      ${one.proofId}, ${one.note}, ${ctx.clock.now()}, ${one.by.id}, ${one.by.name})
    on conflict (org_id, paper_id, by_name) where kind = 'read' do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
