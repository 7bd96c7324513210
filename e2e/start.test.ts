import assert from "node:assert/strict";
import { assertAccessible, screens, startKit, test } from "./kit.ts";

const kit = startKit();

test("says where everything is, in both languages, and bars nobody from reading it", async () => {
  const page = await kit().open("/", screens.wide);
  await page.getByRole("heading", { name: "样例登录" }).waitFor();
  for (const path of ["/desk/", "/guide/", "/manage/", "/field/", "/my/", "/my/order/", "/api/docs"]) {
    assert.ok(await page.locator(`a.tile[href^="${path}"]`).count(), path);
  }
  await assertAccessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Sample sign-ins" }).waitFor();
  await assertAccessible(page);
});

for (const [kind, sign] of [
  ["kiosk", "青禾中心营业厅"],
  ["display", "青禾中心营业厅"],
  ["pad", "1 号窗口"],
] as const) {
  test(`one press opens a ${kind} that is paired already`, async () => {
    const page = await kit().open("/", screens.wide);
    const opened = page.waitForEvent("popup");
    await page.locator(`button[data-surface="${kind}"]`).click();
    const screen = await opened;
    await screen.waitForURL(new RegExp(`/${kind}/`));
    await screen.getByText(sign).first().waitFor();
  });
}

test("one press enters as a sample person, at the place where they work", async () => {
  const page = await kit().open("/", screens.wide);
  await page.getByRole("button", { name: /^以林岚/ }).click();
  await page.waitForURL(/\/manage\//);
  await page.getByRole("heading", { name: "全景桌面" }).waitFor();
});

test("loads little: less than 120 kB of scripts over the wire", async () => {
  const page = await kit().open("/", screens.wide);
  await page.getByRole("heading", { name: "样例登录" }).waitFor();
  const bytes = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  assert.ok(bytes > 0 && bytes < 120_000, `${bytes} bytes`);
});
