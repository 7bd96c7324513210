/** SQL that signing in needs: a person by login name, with password and one-time secret. */
import { sql } from "kysely";
import type { StaffState } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import type { PasswordHash } from "../password.ts";

export type SignInRow = {
  readonly staffId: string;
  readonly state: StaffState;
  readonly password: PasswordHash;
  /** The confirmed secret of one-time codes, sealed. */
  readonly totp: Buffer | null;
};

type Flat = { staffId: string; state: StaffState; totp: Buffer | null } & PasswordHash;

export async function findSignIn(ctx: Context, login: string): Promise<SignInRow | undefined> {
  const { rows } = await sql<Flat>`
    select p.staff_id as "staffId", p.state, t.secret as totp, w.algorithm, w.memory_kib as "memoryKib", w.passes, w.lanes,
      w.salt, w.hash
    from identity.staff p
    join lateral (select * from identity.passwords w where w.org_id = p.org_id and w.staff_id = p.staff_id
                  order by w.version desc limit 1) w on true
    left join identity.totp t on t.org_id = p.org_id and t.staff_id = p.staff_id and t.confirmed_at is not null
    where p.org_id = ${ctx.orgId} and p.login = ${login}`.execute(ctx.tx);
  const [row] = rows;
  if (!row) return undefined;
  const { staffId, state, totp, ...password } = row;
  return { staffId, state, totp, password };
}
