/** People at staff surfaces, for browser tests: employed through the public API, signed in on the page as they would. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import * as identity from "../contracts/identity.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { atRest, type Kit, screens } from "./kit.ts";

export type Person = { readonly login: string; readonly password: string };
export const desks = {
  large: { width: 1920, height: 1080 },
  small: { width: 1366, height: 768 },
  tablet: { width: 1280, height: 800 },
  smallTablet: { width: 1024, height: 768 },
} as const;

const { orgId } = sampleSignIns;

/** Employs somebody at the test hall with a role, and a password of their own unless `handedOver`. */
export async function employ(
  kit: Kit,
  {
    login,
    name,
    role,
    post,
    handedOver = false,
  }: Record<"login" | "name" | "role" | "post", string> & {
    handedOver?: boolean;
  },
): Promise<Person> {
  const { hallId, admin } = kit.hall;
  const security = kit.client();
  await security.call(identity.signIn, { body: { orgId, ...sampleSignIns.security } });
  const { staffId, initialPassword } = await admin.call(identity.createStaff, {
    body: { login, name, staffNumber: login.toUpperCase(), post, unitId: hallId },
  });
  await security.call(identity.giveGrant, {
    body: { staffId, role, unitId: hallId, reason: "页面试验" },
  });
  if (handedOver) return { login, password: initialPassword };
  const own = await signedIn(kit, { login, password: initialPassword });
  const password = `Yunshan-${crypto.randomUUID()}`;
  await own.call(identity.changePassword, { body: { current: initialPassword, next: password } });
  return { login, password };
}

/** The same person as a program, for what a test needs done without a page. */
export async function signedIn(kit: Kit, { login, password }: Person): Promise<ApiClient> {
  const client = kit.client();
  return client.signInWith(() => client.call(identity.signIn, { body: { orgId, login, password } }));
}

/** One more window that serves everything. */
export async function addWindow(kit: Kit, number: string): Promise<string> {
  const { window } = await kit.hall.admin.call(hall.createWindow, {
    params: { hallId: kit.hall.hallId },
    body: {
      ...{ number, name: { zh: "综合窗口", en: "General" }, kind: "general", skills: ["A1", "B1"] },
      ...{ languages: ["zh"], isElastic: false, sort: Number(number) },
    },
  });
  return window.id;
}

/** Where somebody's working place opens: their hall, and what else the address says. */
const addressOf = (
  kit: Kit,
  surface: "desk" | "guide",
  { login }: Person,
  more: Readonly<Record<string, string>> = {},
  hash = "",
): string =>
  `/${surface}/?${new URLSearchParams({ company: String(orgId), login, hall: kit.hall.hallId, ...more })}${hash}`;

/** Opens a staff surface for somebody who is signed in: the form of sign-in takes longer than many a test. */
export async function openAs(
  kit: Kit,
  surface: "desk" | "guide",
  person: Person,
  viewport: { width: number; height: number },
  more: Readonly<Record<string, string>> = {},
  hash = "",
): Promise<Page> {
  return kit.open(addressOf(kit, surface, person, more, hash), viewport, await signedIn(kit, person));
}

/** Opens a staff surface and signs in with the keyboard. */
export async function signInAt(
  kit: Kit,
  surface: "desk" | "guide",
  person: Person,
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await kit.open(addressOf(kit, surface, person), viewport);
  // The login name is known from the address, so the password has the focus.
  const password = page.getByLabel("口令", { exact: true });
  await password.waitFor();
  await page.keyboard.type(person.password);
  assert.equal(await password.inputValue(), person.password);
  await page.keyboard.press("Enter");
  return page;
}

/** Opens a place of the manager's surface for somebody of the sample county. */
export async function openManage(
  kit: Kit,
  login: string,
  place: string,
  viewport: { width: number; height: number } = screens.wide,
): Promise<Page> {
  const { password } = sampleSignIns.system;
  const path = `/manage/?company=${orgId}&login=${login}#${place}`;
  const page = await kit.open(path, viewport, await signedIn(kit, { login, password }));
  await page.getByRole("navigation", { name: "菜单" }).waitFor();
  return page;
}

/**
 * Says yes to the small question beside a key, by keyboard: the question may still find its place, and a pointer that goes
 * down on one spot and up on another presses nothing.
 */
export async function sayYes(page: Page): Promise<void> {
  const yes = page.locator(".ant-popconfirm-buttons .ant-btn-primary:visible");
  await yes.waitFor();
  await yes.press("Enter");
}

/**
 * Chooses in the list or tree that opens below a field, once both have found their place: while they slide, a pointer presses
 * what was there, not what is.
 * @param written what is typed to find it; nothing in a list that is read through
 */
export async function choose(field: Locator, option: string | RegExp, written = ""): Promise<void> {
  const page = field.page();
  await field.click();
  if (written) await field.fill(written);
  const found = page
    .locator(".ant-select-item-option:visible, .ant-select-tree-title:visible", { hasText: option })
    .first();
  await found.waitFor();
  await atRest(page);
  await found.click();
}

/** Every visible control that a finger must hit, smaller than `side` in height. */
export function smallTargets(page: Page, side: number): Promise<string[]> {
  return page.locator("main button, main input, .panic-banner button").evaluateAll(
    (controls, least) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => {
          // The finger hits the field or segment around the control that the browser knows.
          const field = control.closest(".ant-input-affix-wrapper, .ant-segmented-item") ?? control;
          return {
            text: control.textContent || control.className,
            height: field.getBoundingClientRect().height,
          };
        })
        .filter(({ height }) => height < least)
        .map(({ text, height }) => `${text}: ${height}`),
    side,
  );
}
