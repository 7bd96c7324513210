/**
 * The edge opens one transaction per command and hands this on. It is an argument everywhere, never optional,
 * never a global, so the reader sees what commits together and one module's use case can call another's.
 */
import type { Capability } from "../../contracts/capabilities.ts";
import type { Clock } from "./clock.ts";
import type { Tx } from "./database.ts";
import type { Files } from "./files/files.ts";
import type { Outbound } from "./outbound.ts";
import type { Vault } from "./vault.ts";

/** Capabilities held on one organisation unit and all below it. */
export type Grant = {
  readonly unitId: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** The role that was granted, where one stands behind it: what a post sees of personal data depends on it. */
  readonly role?: string;
  /** Lent by this colleague, for whom the holder stands in (代班). */
  readonly for?: { readonly staffId: string; readonly name: string };
};

type Known = {
  readonly id: string;
  readonly name: string;
  readonly orgId: number;
  readonly orgIds: readonly number[];
  readonly grants: readonly Grant[];
};
export type StaffActor = Known & {
  readonly kind: "staff";
  readonly sessionId: string;
  /** The session previews a role: it only reads, and its grants are the role's. */
  readonly preview?: { readonly role: string };
};
/** A kiosk, display or evaluator, bound to its hall and perhaps to one window. */
export type DeviceActor = Known & {
  readonly kind: "device";
  readonly deviceKind: string;
  readonly hallId: string;
  readonly windowId?: string;
};
/** Another system, by the key that it was given. */
export type KeyActor = Known & {
  readonly kind: "key";
  /** The name under which its orders are known here. */
  readonly system: string;
};
/** The holder of a ticket's token, known by nothing else. */
export type CustomerActor = { readonly kind: "customer"; readonly orgId: number; readonly tokenHash: Buffer };
export type AnyoneActor = { readonly kind: "anyone" };
/** The platform itself: sweeps, jobs and listeners, within the companies it works for. */
export type SystemActor = { readonly kind: "system"; readonly orgIds: readonly number[] };
export type Actor = StaffActor | DeviceActor | KeyActor | CustomerActor | AnyoneActor | SystemActor;

export type PendingEvent = { readonly type: string; readonly topic: string; readonly payload: object };
export type PendingAudit = {
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
};

/** How the platform stands in the world, from its settings. */
export type Outside = {
  /** How browsers reach us: in QR codes and links on paper. */
  readonly publicUrl: string;
  /** Who sends messages to phones; nobody unless given. */
  readonly smsUrl?: string | undefined;
  /** The sample county is loaded: what would go to real phones is shown on a page instead. */
  readonly isSample: boolean;
};

export type Context = {
  readonly tx: Tx;
  readonly clock: Clock;
  /** The platform's secret; only for the functions of `secrets.ts`. */
  readonly secret: string;
  /** Seals personal data and makes the hashes by which it is found. */
  readonly vault: Vault;
  /** Keeps files, and hands them out. */
  readonly files: Files;
  /** Unset in tests that need none of it. */
  readonly outside?: Outside;
  /** To judge an address that somebody types; nothing is called while a transaction is open. */
  readonly outbound?: Outbound;
  readonly actor: Actor;
  /** The company that the command is about; first part of every key. */
  readonly orgId: number;
  /** The hall or unit that the path named and the edge has authorised, if any. */
  readonly unitId?: string;
  /** In which capacity, when it is not the actor's own; on the audit trail. */
  readonly actingAs?: string;
  readonly requestId: string;
  readonly ip?: string;
  /** Filled by `publish` and `audit`, written by the edge as the last statement of the transaction. */
  readonly pending: {
    readonly events: PendingEvent[];
    readonly audits: PendingAudit[];
    /** Statements whose answer nobody needs: sent with the journal, right before the commit. */
    readonly last: (() => Promise<unknown>)[];
  };
};

/** Tells the others, once this command has committed. */
export function publish(ctx: Context, event: PendingEvent): void {
  ctx.pending.events.push(event);
}

/** Leaves a trace of who did what, with the state before and after. */
export function audit(ctx: Context, entry: PendingAudit): void {
  ctx.pending.audits.push(entry);
}

/** How an actor is written in audit rows and idempotency keys. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
    case "device":
    case "key":
      return `${actor.kind}:${actor.id}`;
    case "customer":
      return `customer:${actor.tokenHash.toString("base64url").slice(0, 16)}`;
    default:
      return actor.kind;
  }
}

export const actorName = (actor: Actor): string => ("name" in actor ? actor.name : actor.kind);

/** The staff member acting; use only behind a capability that devices and customers never hold. */
export function staffOf(ctx: Context): StaffActor {
  if (ctx.actor.kind !== "staff") throw new TypeError(`a ${ctx.actor.kind} reached a command for staff`);
  return ctx.actor;
}
