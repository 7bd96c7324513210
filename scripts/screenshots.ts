/**
 * `npm run screenshots [-- NAME …]`: takes the pictures of the README. A server of its own with the sample county lives
 * through a generated morning; then one picture of each surface is taken, at the size at which it is used. Those of orders
 * are taken of another one, as a newcomer finds it after the first start: with the orders of the weeks before today.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import * as customers from "../contracts/customers.ts";
import * as hall from "../contracts/hall.ts";
import { signIn } from "../contracts/identity.ts";
import type { WorkLine } from "../contracts/orders/shapes.ts";
import * as orders from "../contracts/orders.ts";
import { openSampleDevice } from "../contracts/start.ts";
import { generateDay } from "../county/generate-day.ts";
import { ApiClient } from "../county/replay/api-client.ts";
import { fitting, sampleStage } from "../county/replay/live-day.ts";
import { OwnServer } from "../county/replay/own-server.ts";
import { playDay, type Stage } from "../county/replay/play-day.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import browserPlaces from "./browser-places.json" with { type: "json" };

const folder = join(import.meta.dirname, "../docs/pictures");
/** A working day; the picture is taken at the height of the morning. */
const date = "2026-03-18";
const opensAt = Date.parse(`${date}T08:20:00+08:00`);
const pictureAt = Date.parse(`${date}T10:42:00+08:00`);
const flags = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"];

type Scene = { readonly server: OwnServer; readonly stage: Stage; readonly browser: Browser };
type Picture = {
  readonly size: readonly [width: number, height: number];
  /** Pixels per point: phones have more than screens; large screens are shown smaller. */
  readonly scale?: number;
  /** Soft shades are small as JPEG, sharp ones as PNG. */
  readonly type?: "jpeg";
  readonly pose: (scene: Scene, page: Page) => Promise<void>;
};
/** Of a county with orders; there is no replayed hall in it. */
type OrderScene = Omit<Scene, "stage">;
type OrderPicture = Omit<Picture, "pose"> & {
  readonly pose: (scene: OrderScene, page: Page) => Promise<void>;
};

/** Kiosks come last: each reserves numbers for the case that it loses the network. */
const pictures: Readonly<Record<string, Picture>> = {
  start: { size: [1280, 1060], pose: ({ server }, page) => settle(page.goto(`${server.base}/`)) },
  phone: {
    size: [390, 844],
    scale: 2,
    pose: async ({ server, stage }, page) => {
      const { hallId, serviceIds, guide } = stage;
      const serviceId = serviceIds.get("A1") ?? "";
      const { token } = await guide.call(hall.takeTicket, {
        params: { hallId },
        body: { serviceIds: [serviceId] },
      });
      await page.goto(`${server.base}/my/ticket/#t=${token}`);
    },
  },
  guide: {
    size: [1180, 820],
    pose: async (scene, page) => {
      const { hallId, kiosk } = scene.stage;
      await kiosk.call(hall.askForHelp, { params: { hallId } });
      await openAs(scene, page, "yindao", "/guide/");
    },
  },
  desk: {
    size: [1440, 900],
    pose: async (scene, page) => {
      await recogniseAt(scene, "4");
      await openAs(scene, page, "guiyuan4", "/desk/");
      await page.keyboard.press("4");
      await page.getByTestId("customer-name").waitFor();
    },
  },
  archive: {
    size: [1440, 900],
    pose: async (scene, page) => {
      const customerId = await recogniseAt(scene, "4");
      await openAs(scene, page, "guiyuan4", `/desk/#/customers/${customerId}?tab=accounts`);
      await page.keyboard.press("4");
      await page.getByTestId("customer-name").waitFor();
    },
  },
  manage: { size: [1920, 1080], pose: openWall },
  figures: {
    size: [1600, 1000],
    pose: async (scene, page) => {
      await openWall(scene, page);
      await page.evaluate((to) => {
        location.hash = `#/figures?from=2026-03-04&to=${to}&by=service`;
      }, date);
      await page.locator(".ant-table-row").first().waitFor({ timeout: 60_000 });
    },
  },
  pad: {
    size: [1280, 800],
    pose: async (scene, page) => {
      await openDevice(scene, page, "pad");
      await finishAt(scene, "1");
    },
  },
  display: {
    size: [1920, 1080],
    scale: 0.75,
    type: "jpeg",
    pose: (scene, page) => openDevice(scene, page, "display"),
  },
  kiosk: {
    size: [1080, 1920],
    scale: 0.75,
    pose: async (scene, page) => {
      await openDevice(scene, page, "kiosk");
      await page.getByRole("button", { name: /更名、过户/ }).click();
      await page.getByRole("button", { name: /交费/ }).first().click();
    },
  },
  "kiosk-large-type": {
    size: [1080, 1920],
    scale: 0.75,
    pose: async (scene, page) => {
      await openDevice(scene, page, "kiosk");
      await page.getByRole("button", { name: "大字版" }).click();
    },
  },
};

const orderPictures: Readonly<Record<string, OrderPicture>> = {
  board: {
    size: [1760, 1000],
    scale: 0.66,
    pose: async (scene, page) => {
      await openAs(scene, page, "tingzhang", "/desk/#/board");
      await page.locator("[data-card]").first().waitFor();
    },
  },
  order: {
    size: [1440, 900],
    scale: 0.75,
    pose: async (scene, page) => {
      const { order } = await anOrder(scene);
      await openAs(scene, page, "tingzhang", `/desk/#/orders/${order.id}?view=team`);
      await page.getByText("流程图", { exact: true }).click();
      await page.locator('.order-canvas[data-drawn="true"]').waitFor();
    },
  },
  intake: {
    size: [1440, 900],
    pose: async (scene, page) => {
      const { order } = await anOrder(scene);
      await openAs(
        scene,
        page,
        "guiyuan1",
        `/desk/#/orders/new?type=${order.typeCode}&customer=${order.customerId ?? ""}`,
      );
      const capacity = order.typeCode.includes("HV") ? "315" : "8";
      await page.locator('[data-field="capacity"] input').fill(capacity);
      await page.locator(".intake-promises li").first().waitFor();
    },
  },
  "my-order": {
    size: [390, 844],
    scale: 2,
    pose: async (scene, page) => {
      const { order } = await anOrder(scene);
      const head = await staff(scene, "tingzhang");
      const params = { orderId: order.id };
      const { document } = await head.call(orders.issuePaper, {
        params,
        body: { template: "receipt" },
      });
      const qr = document.sections.find(({ kind }) => kind === "qr");
      if (qr?.kind !== "qr") throw new Error("the receipt has no code");
      const { pathname, hash } = new URL(qr.text);
      await settle(page.goto(scene.server.base + pathname + hash));
    },
  },
};

const { positionals } = parseArgs({ allowPositionals: true });
const names = [...Object.keys(pictures), ...Object.keys(orderPictures)];
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No picture is called ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(2);
}
const executablePath = [process.env.CHROMIUM, ...browserPlaces].find((path) => path && existsSync(path));
if (!executablePath) {
  console.error("The pictures need Chromium: apt-get install chromium fonts-noto-cjk, or set CHROMIUM.");
  process.exit(1);
}

mkdirSync(folder, { recursive: true });
const wanted = <P>(all: Readonly<Record<string, P>>) =>
  Object.entries(all).filter(([name]) => positionals.length === 0 || positionals.includes(name));
const browser = await chromium.launch({ executablePath, args: flags.map((flag) => `--${flag}`) });
try {
  if (wanted(pictures).length > 0) await takeOfHall(browser);
  if (wanted(orderPictures).length > 0) await takeOfOrders(browser);
} finally {
  await browser.close();
}

async function takeOfHall(browser: Browser): Promise<void> {
  const server = await OwnServer.start(opensAt);
  try {
    const scene = { server, browser, stage: await sampleStage(() => server.base) };
    await liveThroughMorning(scene);
    for (const [name, picture] of wanted(pictures)) await take(scene, name, picture, picture.pose);
  } finally {
    await server.stop();
  }
}

async function takeOfOrders(browser: Browser): Promise<void> {
  // By the wall clock: a replay's clock has orders of its own.
  const server = await OwnServer.start(Date.now(), { environment: { MC_CLOCK: "system" } });
  try {
    const scene = { server, browser };
    await untilFilled(scene);
    for (const [name, picture] of wanted(orderPictures)) await take(scene, name, picture, picture.pose);
  } finally {
    await server.stop();
  }
}

/** The sample's orders come beside the running platform; they are all there when no more come. */
async function untilFilled(scene: OrderScene): Promise<void> {
  const dispatcher = await staff(scene, "zhihui");
  for (let [last, same] = [0, 0]; same < 5; ) {
    const { totals } = await dispatcher.call(orders.readBoard, { query: {} });
    same = totals.running > 0 && totals.running === last ? same + 1 : 0;
    last = totals.running;
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

/** A new connection that is still on its way: in somebody's hands, or at least within its promise. */
async function anOrder(scene: OrderScene): Promise<WorkLine> {
  const head = await staff(scene, "tingzhang");
  const { lines } = await head.call(orders.listWork, { query: { view: "team", family: "new", limit: 200 } });
  const running = lines.filter(({ heat, order }) => heat !== "over" && order.dueAt !== null);
  const found = running.find(({ assigneeId }) => assigneeId !== null) ?? running[0] ?? lines[0];
  if (!found) throw new Error("the sample has no new connection that is open");
  return found;
}

async function staff({ server }: OrderScene, login: string): Promise<ApiClient> {
  const client = new ApiClient({ base: () => server.base });
  const { orgId, system } = sampleSignIns;
  await client.call(signIn, { body: { orgId, login, password: system.password } });
  return client;
}

/** The generated day up to the moment of the picture; what comes later never happens. */
async function liveThroughMorning({ server, stage }: Scene): Promise<void> {
  const reached = Promise.withResolvers<void>();
  const playing = playDay({
    stage,
    day: fitting(generateDay(date, 1), stage),
    meanServiceMs: 480_000,
    moveTo: async (at) => {
      if (at < pictureAt) return server.moveTo(at);
      reached.resolve();
      return new Promise<never>(() => {});
    },
  });
  await Promise.race([reached.promise, playing]);
  await server.moveTo(pictureAt);
}

async function take<S extends OrderScene>(
  scene: S,
  name: string,
  { size, scale = 1, type }: Omit<Picture, "pose">,
  pose: (scene: S, page: Page) => Promise<void>,
): Promise<void> {
  const [width, height] = size;
  const context = await scene.browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: "zh-CN",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
  await pose(scene, page);
  // Fonts, the first live state and the drawing of charts.
  await page.waitForTimeout(2_500);
  const file = `${name}.${type === "jpeg" ? "jpg" : "png"}`;
  await page.screenshot({ path: join(folder, file), ...(type && { type, quality: 85 }) });
  await context.close();
  console.log(`docs/pictures/${file}`);
}

async function openDevice(
  { server, stage: { hallId } }: Scene,
  page: Page,
  kind: "kiosk" | "display" | "pad",
): Promise<void> {
  const anyone = new ApiClient({ base: () => server.base });
  const { path } = await anyone.call(openSampleDevice, { body: { hallId, kind } });
  await settle(page.goto(server.base + path));
}

function openWall(scene: Scene, page: Page): Promise<void> {
  return openAs(scene, page, "tingzhang", `/manage/#/wall/${scene.stage.hallId}`);
}

async function openAs({ server }: OrderScene, page: Page, login: string, path: string): Promise<void> {
  const { orgId, system } = sampleSignIns;
  await page.goto(`${server.base}/`);
  await page.evaluate(
    async ({ address, body }) => {
      await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
        body: JSON.stringify(body),
      });
    },
    { address: signIn.path, body: { orgId, login, password: system.password } },
  );
  await settle(page.goto(server.base + path));
}

/** Says whose number is at a window, as its clerk would, and what the last clerk left behind for this one. */
async function recogniseAt({ stage: { hallId, desks } }: Scene, window: string): Promise<string> {
  const desk = desks.get(window);
  if (!desk) throw new Error(`the sample hall has no window ${window}`);
  const { clerk, windowId } = desk;
  const { ticket } = await clerk.call(hall.viewDesk, { params: { hallId, windowId } });
  const found = await clerk.call(customers.searchCustomers, { body: { text: "张", limit: 20 } });
  const customerId = ticket?.customer?.id ?? found.hits[0]?.customer.id ?? "";
  const { pins } = await clerk.call(customers.recogniseKnown, { params: { customerId } });
  if (pins.length === 0) {
    const params = { customerId };
    const text = "听力不好，请面对面、放慢语速说明";
    await clerk.call(customers.placePin, { params, body: { text, level: "warning", until: null } });
    const subject = "咨询一户多人口";
    const result = "已一次性告知材料，客户下次带户口本来办理。";
    await clerk.call(customers.recordContact, { params, body: { channel: "phone", subject, result } });
  }
  if (ticket && !ticket.customer)
    await clerk.call(hall.setTicketCustomer, {
      params: { hallId, ticketId: ticket.id },
      body: { customerId },
    });
  return customerId;
}

/** Ends the service at a window, so that its evaluator asks. */
async function finishAt({ stage: { hallId, desks } }: Scene, window: string): Promise<void> {
  const desk = desks.get(window);
  if (!desk) throw new Error(`the sample hall has no window ${window}`);
  const params = { hallId, windowId: desk.windowId };
  const { ticket } = await desk.clerk.call(hall.viewDesk, { params });
  if (ticket) await desk.clerk.call(hall.finishTicket, { params, body: { ticketId: ticket.id } });
}

/** A live page never falls silent; a moment after it has come is enough. */
async function settle(going: Promise<unknown>): Promise<void> {
  await going;
  await new Promise((done) => setTimeout(done, 1_000));
}
