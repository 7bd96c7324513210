/**
 * What every browser test stands on: a real server with its own database and a clock of ours, a hall set up through the
 * public API, and a real Chromium. Nothing is played but the customers.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, afterEach, before, test as nodeTest } from "node:test";
import axe from "axe-core";
import type { Page, Request } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import * as identity from "../contracts/identity.ts";
import { ApiClient } from "../county/replay/api-client.ts";
import { OwnServer } from "../county/replay/own-server.ts";
import browserPlaces from "../scripts/browser-places.json" with { type: "json" };
import { dropDatabase } from "../server/foundation/postgres/test-databases.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { Rooms } from "./rooms.ts";
import { cloneOfSample, environmentOf } from "./sample-database.ts";

/** Wednesday 2026-03-04, nine in the morning in Shanghai: a working day. */
const morning = Date.parse("2026-03-04T01:00:00Z");
const day = "2026-03-04";
const tickMs = 500;
/** How long a whole test may take on a slow machine, in milliseconds: one that hangs fails and the file goes on. */
const testPatienceMs = 120_000;
/**
 * Characters of a page's beginning and end, and of a dialog on it, that are told when a test fails; and how long it may take
 * to say them. What lies over a page (a question, a notice) is at its end.
 */
const shownMost = 500;
const patience = { timeout: 2_000 };
/** How long the server may leave a call of the kit unanswered, in milliseconds. */
const patienceMs = 30_000;

export const screens = {
  portrait: { width: 1080, height: 1920 },
  wide: { width: 1366, height: 768 },
  display: { width: 1920, height: 1080 },
  pad: { width: 1280, height: 800 },
  padUpright: { width: 800, height: 1280 },
  phone: { width: 390, height: 844 },
} as const;

export type Desk = { readonly windowId: string; readonly number: string; readonly clerk: ApiClient };
export type TestHall = {
  readonly hallId: string;
  readonly services: Readonly<Record<"A1" | "B1", string>>;
  readonly desk: Desk;
  readonly admin: ApiClient;
  readonly guide: ApiClient;
};

const both = (zh: string, en: string) => ({ zh, en });

export class Kit {
  readonly server: OwnServer;
  readonly #database: string;
  readonly #rooms: Rooms;
  readonly hall: TestHall;
  #clockMs = morning;
  readonly #ticking: ReturnType<typeof setInterval>;
  #passing: Promise<void> | undefined;
  /** What pages complained about; must stay empty. */
  readonly complaints: string[] = [];
  /** Calls of the test's pages that were refused or lost: where a test waits in vain, this may be why. */
  #refused: string[] = [];

  constructor(server: OwnServer, database: string, rooms: Rooms, testHall: TestHall) {
    this.server = server;
    this.#database = database;
    this.#rooms = rooms;
    this.hall = testHall;
    // Business time goes on as on a wall clock, unless a test jumps ahead.
    this.#ticking = setInterval(() => void this.#tick(), tickMs);
  }

  /** Lets time pass for the platform, in milliseconds; done when all that fell due is done. */
  async pass(ms: number): Promise<void> {
    // The server answers one move of the clock at a time.
    while (this.#passing) await this.#passing;
    this.#clockMs += ms;
    this.#passing = this.server.moveTo(this.#clockMs).finally(() => {
      this.#passing = undefined;
    });
    await this.#passing;
  }

  /** On a slow machine business time is slow, too, rather than in a queue of its own. */
  async #tick(): Promise<void> {
    if (!this.#passing) await this.pass(tickMs);
  }

  client(headers: Readonly<Record<string, string>> = {}): ApiClient {
    return new ApiClient({ base: () => this.server.base, headers, patienceMs });
  }

  /**
   * Opens a page in a browser of its own. Whatever it logs as an error counts as a complaint.
   * @param signedIn whose session the browser goes on with
   */
  async open(path: string, viewport: { width: number; height: number }, signedIn?: ApiClient): Promise<Page> {
    const context = await this.#rooms.take();
    const cookies = [...(signedIn?.cookies ?? [])];
    await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: this.server.base })));
    const page = await context.newPage();
    await page.setViewportSize(viewport);
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    page.on("dialog", (dialog) => this.complaints.push(`${path}: a dialog said ${dialog.message()}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !text.startsWith("Failed to load resource"))
        this.complaints.push(`${path}: ${text}`);
    });
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.#refused.push(`${answer.status()} ${nameOf(answer.request())}`);
    });
    page.on("requestfailed", (lost) => this.#refused.push(`${lost.failure()?.errorText} ${nameOf(lost)}`));
    await page.goto(this.server.base + path);
    return page;
  }

  /** Enrols a device and opens its page, paired. */
  async openDevice(kind: identity.DeviceKind, viewport: { width: number; height: number }): Promise<Page> {
    const { hallId, admin, desk } = this.hall;
    const { pairingCode } = await admin.call(identity.createDevice, {
      params: { hallId },
      body: { kind, name: `试验 ${kind}`, ...(kind === "pad" ? { windowId: desk.windowId } : {}) },
    });
    return this.open(`/${kind}/#pair=${pairingCode}`, viewport);
  }

  /** A guide's ticket, in the queue at once; `token` opens its phone page. */
  async takeTicket(service: "A1" | "B1" = "B1"): Promise<{ ticket: hall.Ticket; token: string }> {
    const { hallId, services, guide } = this.hall;
    return guide.call(hall.takeTicket, { params: { hallId }, body: { serviceIds: [services[service]] } });
  }

  /** How many wait in the hall now. */
  async waiting(): Promise<number> {
    const { waiting } = await this.client().call(hall.viewFront, { params: { hallId: this.hall.hallId } });
    return waiting;
  }

  /** Waits until that many wait: what a page shows and what the hall knows are a moment apart. */
  async untilWaiting(expected: number): Promise<void> {
    for (let tries = 0; tries < 100 && (await this.waiting()) !== expected; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(await this.waiting(), expected);
  }

  /** What the open pages say, for whoever reads why a test failed. */
  async shown(): Promise<string> {
    const texts = this.#rooms.pages().map(async (page) => {
      // A dialog or an alert tells more than what lies behind it.
      const ahead = page.locator("[role=dialog]:visible, [role=alert]:visible, [role=menu]:visible");
      const parts = (await ahead.allInnerTexts()).map((text) => text.slice(0, shownMost));
      const body = await page.locator("body").innerText(patience);
      parts.push(body.slice(-shownMost), body.slice(0, -shownMost).slice(0, shownMost));
      return `${page.url()}\n${parts.join("\n--\n")}`;
    });
    const pages = (await Promise.allSettled(texts)).map((text) =>
      text.status === "fulfilled" ? text.value : String(text.reason),
    );
    return [`calls refused or lost: ${this.#refused.join(", ") || "none"}`, ...pages].join("\n====\n");
  }

  /** Closes every page that is still open. */
  closePages(): Promise<void> {
    this.#refused = [];
    return this.#rooms.clear(this.server.base);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticking);
    try {
      await this.#rooms.close();
    } finally {
      await this.server.stop();
      await dropDatabase(this.#database);
    }
  }
}

/** Of the file that runs: each has a process of its own. */
let kit: Kit | undefined;

/** One server, one hall and one browser for a test file. Call at its top; use what it returns inside tests. */
export function startKit(): () => Kit {
  before(
    async () => {
      kit = await openKit();
    },
    { timeout: 300_000 },
  );
  // A page that nobody watches any more still follows the hall, and slows the next test down.
  afterEach(() => kit?.closePages(), { timeout: 30_000 });
  after(
    async () => {
      const complaints = kit?.complaints ?? [];
      await kit?.stop();
      assert.deepEqual(complaints, []);
    },
    { timeout: 60_000 },
  );
  return () => {
    assert.ok(kit, "the kit starts in before()");
    return kit;
  };
}

/** A test that ends, well or badly; when badly, it says what the pages showed. */
export function test(name: string, body: () => Promise<void>): void {
  nodeTest(name, { timeout: testPatienceMs }, async () => {
    try {
      await body();
    } catch (error) {
      const text = error instanceof Error ? error.stack : String(error);
      throw new Error(`${text}\n— the pages show:\n${await kit?.shown()}`);
    }
  });
}

async function openKit(): Promise<Kit> {
  const executablePath = [process.env.CHROMIUM, ...browserPlaces].find((path) => path && existsSync(path));
  assert.ok(executablePath, "the page tests need Chromium: apt-get install chromium, or set CHROMIUM");
  const database = await cloneOfSample(morning);
  const server = await OwnServer.start(morning, { environment: environmentOf(database) });
  try {
    const testHall = await buildHall(server);
    return new Kit(server, database, await Rooms.open(executablePath), testHall);
  } catch (error) {
    await server.stop();
    await dropDatabase(database);
    throw error;
  }
}

const nameOf = (request: Request) => `${request.method()} ${new URL(request.url()).pathname}`;

/** Waits until nothing fades or slides any more: half shown, everything has colours and a place of its own. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moves = () =>
      document.getAnimations().some(({ effect, playState }) => {
        const end = effect?.getComputedTiming().endTime;
        return playState === "running" && end !== Number.POSITIVE_INFINITY;
      });
    // A movement begins some frames after what it moves is there.
    for (let still = 0; still < 4; still = moves() ? 0 : still + 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/**
 * What WCAG 2.1 AA asks, judged by axe; nothing may be found. The page keeps axe, and tells no more than what is wrong:
 * sending it anew, and all that is right with the page back, takes longer than looking.
 */
export async function assertAccessible(page: Page): Promise<void> {
  await atRest(page);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (tags) => {
    const judge = (globalThis as unknown as { axe: typeof axe }).axe;
    const options = { runOnly: tags, resultTypes: ["violations" as const], preload: false };
    const { violations } = await judge.run(document, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }, wcag);
  assert.deepEqual(found, []);
}

async function signIn(server: OwnServer, who: { login: string; password: string }): Promise<ApiClient> {
  const client = new ApiClient({ base: () => server.base, patienceMs });
  const { orgId } = sampleSignIns;
  return client.signInWith(() => client.call(identity.signIn, { body: { orgId, ...who } }));
}

/** A hall with two services and one window, all by the public API. */
async function buildHall(server: OwnServer): Promise<TestHall> {
  const admin = await signIn(server, sampleSignIns.system);
  const security = await signIn(server, sampleSignIns.security);
  const { units } = await admin.call(identity.getTree);
  const county = units.find(({ orgId, kind }) => orgId === sampleSignIns.orgId && kind === "county");
  assert.ok(county);
  const name = both("云杉供电营业厅", "Yunshan Power Service Hall");
  const { unitId: hallId } = await admin.call(identity.createUnit, {
    params: { unitId: county.unitId },
    body: { kind: "hall", name },
  });
  const employ = async (login: string, role: string, post: string): Promise<ApiClient> => {
    const { staffId, initialPassword } = await admin.call(identity.createStaff, {
      body: { login, name: "林小满", staffNumber: login.toUpperCase(), post, unitId: hallId },
    });
    await security.call(identity.giveGrant, { body: { staffId, role, unitId: hallId, reason: "页面试验" } });
    const first = await signIn(server, { login, password: initialPassword });
    const password = `Yunshan-${crypto.randomUUID()}`;
    await first.call(identity.changePassword, { body: { current: initialPassword, next: password } });
    return signIn(server, { login, password });
  };
  const params = { hallId };
  await admin.call(hall.saveHall, {
    params,
    body: { code: "YUNSHAN", name, grade: "C", address: "云杉路 1 号", seats: 40 },
  });
  const hours = { opens: "08:00", closes: "17:30" };
  await admin.call(hall.saveHours, {
    params,
    body: { validFrom: day, hours: [{ days: "workday", ...hours }] },
  });
  const service = async (code: "A1" | "B1", zh: string, en: string) => {
    const settings = {
      ...{
        code,
        letter: code === "A1" ? ("A" as const) : ("B" as const),
        name: both(zh, en),
        typicalMinutes: 10,
      },
      ...{ papers: [both("身份证", "ID card")], atKiosk: true, dailyQuota: null, lastNumberMinutes: 0 },
      ...{ hint: both("1 号窗口", "Window 1"), isSuspended: false, sort: 0, slotContingent: 4 },
    };
    return (await admin.call(hall.createService, { params, body: settings })).service.id;
  };
  const services = {
    A1: await service("A1", "新装与变更", "Connections"),
    B1: await service("B1", "交费与发票", "Payment"),
  };
  const { window } = await admin.call(hall.createWindow, {
    params,
    body: {
      ...{ number: "1", name: both("综合窗口", "General"), kind: "general", skills: ["A1", "B1"] },
      ...{ languages: ["zh"], isElastic: false, sort: 0 },
    },
  });
  const clerk = await employ("e2e-clerk", "clerk", "R-ACC");
  const guide = await employ("e2e-guide", "guide", "R-GUIDE");
  await clerk.call(hall.openWindow, { params: { hallId, windowId: window.id }, body: {} });
  return {
    hallId,
    services,
    desk: { windowId: window.id, number: "1", clerk },
    admin,
    guide,
  };
}
