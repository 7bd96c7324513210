/**
 * Who calls: turns cookies and tickets into an actor. A revocation acts at once in its own process and within two
 * seconds in all others: a call trusts a look-up of the last second and a half, a live view, which asks again every
 * second and a half, one of the last half second.
 */
import { createHash } from "node:crypto";
import type { Clock } from "../../foundation/clock.ts";
import type { Actor } from "../../foundation/context.ts";
import type { Database } from "../../foundation/database.ts";
import type { Gate, UnitPlace } from "../../foundation/http/access.ts";
import { Problem } from "../../foundation/problem.ts";
import type { Cookies, Ticket } from "./cookies.ts";
import { isLive, previewRights, type Rights, rightsAt } from "./standing.ts";
import { findKeyActor, touchKey } from "./store/api-keys.ts";
import { type DeviceActorRow, findDeviceActor, touchDevice } from "./store/devices.ts";
import { findSessionActor, type SessionActor, touchSession } from "./store/sessions.ts";
import { findPlace } from "./store/units.ts";

const callTrustMs = 1_500;
const viewTrustMs = 500;
const cacheSize = 20_000;
/** Units never move, so where one stands may be kept for long; bounded, and unknown ids are not kept. */
const placesSize = 50_000;
const touchSeconds = 60;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** What a person may still do before changing a password that is due. */
const openWhileDue =
  /^\/api\/identity\/(me|password|password-rules|sign-in|sign-out|sign-on\/begin|sign-on\/finish|companies|devices\/pair)$/;
/** Before one-time codes are set up, or one is given, also that; the password comes first where both are due. */
const openForCodes = /^\/api\/identity\/totp(\/confirm|\/code)?$/;

export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

let generation = 0;
/** Rights or sessions changed in this process: every gate in it looks them up anew. */
export const forgetActors = (): void => {
  generation++;
};

type Deps = { readonly db: Database; readonly clock: Clock; readonly cookies: Cookies };
type Kept<T> = { readonly at: number; readonly generation: number; readonly found: Promise<T | undefined> };

export class IdentityGate implements Gate {
  readonly #deps: Deps;
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #places = new Map<string, UnitPlace>();
  readonly #touched = new Map<string, Temporal.Instant>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  readonly authenticate = async (request: Request): Promise<Actor> => {
    const url = new URL(request.url);
    const ticket = /^Ticket ([1-9]\d{0,9})\.([\w-]{22})$/.exec(request.headers.get("authorization") ?? "");
    if (ticket?.[1] && ticket[2])
      return { kind: "customer", orgId: Number(ticket[1]), tokenHash: hashToken(ticket[2]) };
    const bearer = /^Bearer mck_([1-9]\d{0,9})_([\w-]{22})$/.exec(request.headers.get("authorization") ?? "");
    if (bearer?.[1] && bearer[2])
      return this.#key({ orgId: Number(bearer[1]), token: bearer[2] }, url.pathname);
    const deviceId = request.headers.get("x-device");
    if (deviceId) return this.#device(request, deviceId.toLowerCase(), url.pathname);
    return this.#staff(request, url.pathname);
  };

  readonly findUnit = async (unitId: string): Promise<UnitPlace | undefined> => {
    const id = unitId.toLowerCase();
    if (!uuid.test(id)) return undefined;
    const known = this.#places.get(id);
    if (known) return known;
    const place = await findPlace(this.#deps.db, id);
    if (place) {
      if (this.#places.size >= placesSize) this.#places.clear();
      this.#places.set(id, place);
    }
    return place;
  };

  async #staff(request: Request, path: string): Promise<Actor> {
    const cookie = this.#deps.cookies.ofStaff(request);
    if (!cookie) return { kind: "anyone" };
    const found = await this.#once("staff", cookie, trustOf(path), findSessionActor);
    if (!found) return { kind: "anyone" };
    const now = this.#deps.clock.now();
    // A page that only listens does not keep a session alive.
    const listens = isView(path);
    const lastSeen = this.#lastSeen(found.sessionId, found.lastSeenAt);
    if (hasEnded(found, lastSeen, now)) return { kind: "anyone" };
    if (!listens)
      await this.#touch(found.sessionId, lastSeen, now, () =>
        touchSession(this.#deps.db, cookie.orgId, found.sessionId, now),
      );
    refuseWhileDue(found, now, path);
    return {
      kind: "staff",
      id: found.staffId,
      name: found.name,
      orgId: cookie.orgId,
      ...rightsOf(found, cookie.orgId, now),
      sessionId: found.sessionId,
    };
  }

  async #device(request: Request, deviceId: string, path: string): Promise<Actor> {
    const cookie = this.#deps.cookies.ofDevice(request, deviceId);
    if (!cookie) return { kind: "anyone" };
    const found = await this.#once("device", cookie, trustOf(path), findDeviceActor);
    if (found?.deviceId !== deviceId) return { kind: "anyone" };
    const now = this.#deps.clock.now();
    const lastSeen = this.#lastSeen(deviceId, found.lastSeenAt ?? Temporal.Instant.fromEpochMilliseconds(0));
    await this.#touch(deviceId, lastSeen, now, () => touchDevice(this.#deps.db, cookie.orgId, deviceId, now));
    return deviceActor(cookie.orgId, found);
  }

  /** A key that has ended is a stranger's. A number of no company finds nothing. */
  async #key(ticket: Ticket, path: string): Promise<Actor> {
    if (ticket.orgId > 2_147_483_647) return { kind: "anyone" };
    const found = await this.#once("key", ticket, trustOf(path), findKeyActor);
    const now = this.#deps.clock.now();
    if (!found || isAfter(now, found.expiresAt)) return { kind: "anyone" };
    const { orgId } = ticket;
    const last = this.#lastSeen(found.keyId, found.lastUsedAt ?? Temporal.Instant.fromEpochMilliseconds(0));
    await this.#touch(found.keyId, last, now, () => touchKey(this.#deps.db, orgId, found.keyId, now));
    return {
      kind: "key",
      id: found.keyId,
      name: found.name,
      orgId,
      orgIds: [orgId],
      grants: [{ unitId: found.unitId, capabilities: new Set(found.capabilities) }],
      system: found.system,
    };
  }

  /** Callers at the same moment share one look-up. */
  async #once<T>(
    kind: string,
    { orgId, token }: Ticket,
    trustMs: number,
    find: (db: Database, orgId: number, hash: Buffer, now: Temporal.Instant) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const key = `${kind}:${orgId}.${token}`;
    const kept = this.#kept.get(key) as Kept<T> | undefined;
    const at = performance.now();
    if (kept && kept.generation === generation && at - kept.at < trustMs) return kept.found;
    const found = find(this.#deps.db, orgId, hashToken(token), this.#deps.clock.now());
    if (this.#kept.size >= cacheSize) this.#kept.clear();
    this.#kept.set(key, { at, generation, found });
    found.catch(() => this.#kept.delete(key));
    return found;
  }

  #lastSeen(id: string, kept: Temporal.Instant): Temporal.Instant {
    const local = this.#touched.get(id);
    return local && Temporal.Instant.compare(local, kept) > 0 ? local : kept;
  }

  /** A sign of life is written at most once a minute, so a session may end up to a minute before its idle limit. */
  async #touch(
    id: string,
    last: Temporal.Instant,
    now: Temporal.Instant,
    write: () => Promise<void>,
  ): Promise<void> {
    if (now.since(last).total("seconds") < touchSeconds) return;
    if (this.#touched.size >= cacheSize) this.#touched.clear();
    this.#touched.set(id, now);
    await write();
  }
}

const isView = (path: string) => path.endsWith("/live");
const trustOf = (path: string) => (isView(path) ? viewTrustMs : callTrustMs);

function refuseWhileDue(found: SessionActor, now: Temporal.Instant, path: string): void {
  if (openWhileDue.test(path)) return;
  if (isPasswordDue(found, now)) throw new Problem("identity.password_change_due");
  if (!found.due || openForCodes.test(path)) return;
  throw new Problem(found.due === "enrol" ? "identity.totp_due" : "identity.code_due");
}

/** Stand-ins begin and end, and previews end, by the clock and not by a job: judged with each call. */
function rightsOf(found: SessionActor, orgId: number, now: Temporal.Instant): Rights {
  const own = rightsAt(found, orgId, now);
  const { preview } = found;
  const isPreviewing =
    preview &&
    isLive(preview, now) &&
    own.grants.some(({ capabilities }) => capabilities.has("identity.preview"));
  return isPreviewing ? previewRights(found, preview, orgId) : own;
}

function deviceActor(orgId: number, found: DeviceActorRow): Actor {
  return {
    kind: "device",
    id: found.deviceId,
    name: found.name,
    orgId,
    orgIds: [orgId],
    grants: [{ unitId: found.hallId, capabilities: new Set(found.capabilities) }],
    deviceKind: found.kind,
    hallId: found.hallId,
    ...(found.windowId ? { windowId: found.windowId } : {}),
  };
}

const isAfter = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) >= 0;

const hasEnded = (session: SessionActor, lastSeen: Temporal.Instant, now: Temporal.Instant): boolean =>
  isAfter(now, session.expiresAt) || isAfter(now, lastSeen.add({ minutes: session.idleMinutes }));

const isPasswordDue = ({ mustChange, passwordExpiresAt }: SessionActor, now: Temporal.Instant): boolean =>
  mustChange || (passwordExpiresAt !== null && isAfter(now, passwordExpiresAt));
