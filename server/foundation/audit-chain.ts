/**
 * Verifies the audit trail: each row's hash covers the row and the hash before it, and the company's journal holds
 * the last one. An edited, deleted, inserted or reordered row breaks the chain where it happened. Rows cut off at the
 * end together with the journal's head leave a shorter chain that is whole: against that, keep the heads that this
 * prints somewhere else, and give them back to the next verification.
 */
import pg from "pg";

/** Where a company's chain ended: `hash` in hexadecimal. */
export type ChainHead = { readonly orgId: number; readonly seq: number; readonly hash: string };
export type Fault = {
  readonly orgId: number;
  readonly seq: number;
  readonly what: "altered" | "missing" | "end-cut" | "head-altered" | "rewritten";
};
export type Verdict = {
  readonly rows: number;
  readonly heads: readonly ChainHead[];
  readonly faults: readonly Fault[];
};

/** Faults reported per company; after the first the rest is mostly its consequence. */
const most = 20;

/**
 * @param ownerUrl the owner's connection string: row-level security would hide companies from anyone else
 * @param anchors heads that an earlier verification printed
 */
export async function verifyAudit(ownerUrl: string, anchors: readonly ChainHead[] = []): Promise<Verdict> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // One snapshot for everything, so that commands under way do not look like faults.
    await client.query("begin isolation level repeatable read read only");
    const heads = await readHeads(client);
    const companies = new Set([...heads, ...anchors].map(({ orgId }) => orgId));
    const faults: Fault[] = [];
    for (const orgId of companies)
      faults.push(...(await faultsOf(client, orgId, heads)), ...(await lostAnchors(client, orgId, anchors)));
    const { rows } = await client.query<{ n: number }>("select count(*)::int as n from foundation.audit");
    return { rows: rows[0]?.n ?? 0, heads, faults };
  } finally {
    await client.end();
  }
}

async function readHeads(client: pg.Client): Promise<ChainHead[]> {
  const { rows } = await client.query<ChainHead>(`
    select coalesce(j.org_id, a.org_id) as "orgId", coalesce(j.audit_seq, 0)::int as seq,
           coalesce(encode(j.audit_hash, 'hex'), '') as hash
    from foundation.journals j full join (select distinct org_id from foundation.audit) a using (org_id)
    order by 1`);
  return rows;
}

async function faultsOf(client: pg.Client, orgId: number, heads: readonly ChainHead[]): Promise<Fault[]> {
  const { rows } = await client.query<{ seq: number; before: number; isWhole: boolean }>(
    `select seq::int, before::int, "isWhole" from (
       select a.seq, lag(a.seq, 1, 0::bigint) over w as before,
              a.hash = foundation.audit_digest(lag(a.hash, 1, '\\x'::bytea) over w, a) as "isWhole"
       from foundation.audit a where org_id = $1 window w as (order by a.seq)
     ) chain where not "isWhole" or seq <> before + 1 order by seq limit ${most}`,
    [orgId],
  );
  const faults = rows.map(
    ({ seq, before }): Fault => ({ orgId, seq, what: seq === before + 1 ? "altered" : "missing" }),
  );
  const last = await client.query<{ seq: number; hash: string }>(
    "select seq::int, encode(hash, 'hex') as hash from foundation.audit where org_id = $1 order by seq desc limit 1",
    [orgId],
  );
  const head = heads.find((each) => each.orgId === orgId);
  const end = last.rows[0] ?? { seq: 0, hash: "" };
  if (head && end.seq < head.seq) faults.push({ orgId, seq: end.seq + 1, what: "end-cut" });
  else if (head && (end.seq !== head.seq || end.hash !== head.hash))
    faults.push({ orgId, seq: end.seq, what: "head-altered" });
  return faults;
}

/** What an earlier verification saw must still be there, unchanged: a chain rewritten from some row on is whole too. */
async function lostAnchors(
  client: pg.Client,
  orgId: number,
  anchors: readonly ChainHead[],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const anchor of anchors) {
    if (anchor.orgId !== orgId || anchor.seq === 0) continue;
    const { rows } = await client.query<{ hash: string }>(
      "select encode(hash, 'hex') as hash from foundation.audit where org_id = $1 and seq = $2",
      [orgId, anchor.seq],
    );
    if (rows[0]?.hash !== anchor.hash) faults.push({ orgId, seq: anchor.seq, what: "rewritten" });
  }
  return faults;
}
