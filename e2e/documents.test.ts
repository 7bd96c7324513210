/** Papers at the desk: uploaded, refused, verified, shown with the watermark; the file and the card on paper. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as customers from "../contracts/customers.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { addWindow, desks, employ, openAs, type Person, signedIn } from "./staff.ts";

const kit = startKit();
type Clerk = Person & { readonly api: ApiClient; readonly windowId: string };
let clerk: Promise<Clerk> | undefined;

function person(): Promise<Clerk> {
  clerk ??= (async () => {
    const employed = await employ(kit(), {
      login: "papers-lin",
      name: "林晓燕",
      role: "clerk",
      post: "R-ACC",
    });
    return { ...employed, api: await signedIn(kit(), employed), windowId: await addWindow(kit(), "7") };
  })();
  return clerk;
}

async function newCustomer(name: string): Promise<string> {
  const { api } = await person();
  const { customerId } = await api.call(customers.createCustomer, {
    body: {
      kind: "individual",
      name,
      unitId: kit().hall.hallId,
      personalFields: [{ kind: "mobile", value: "13800000000" }],
    },
  });
  return customerId;
}

/** A picture that a browser can draw, as a camera would send it. */
async function photo(page: Page, text: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  // In a window of its own: behind another page nothing moves, and a key that is still told to be busy would stay so.
  const card = await page.context().browser()?.newPage();
  assert.ok(card);
  await card.setViewportSize({ width: 856, height: 540 });
  await card.setContent(
    `<body style="margin:0;background:linear-gradient(#dff1ee,#bcd9f2);font:40px sans-serif;padding:60px">${text}</body>`,
  );
  const buffer = await card.screenshot({ type: "jpeg" });
  await card.close();
  return { name: `${text}.jpg`, mimeType: "image/jpeg", buffer };
}

/** The archive's papers of a new customer, as a clerk at a window opens them. */
async function openPapers(name: string): Promise<{ page: Page; customerId: string }> {
  const customerId = await newCustomer(name);
  const clerk = await person();
  const page = await openAs(
    kit(),
    "desk",
    clerk,
    desks.tablet,
    { window: clerk.windowId },
    `#/customers/${customerId}?tab=documents`,
  );
  await page.getByRole("button", { name: "添加资料" }).waitFor();
  return { page, customerId };
}

async function chooseType(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "资料种类" }).click();
  await page.getByRole("combobox", { name: "资料种类" }).fill(name);
  await page.keyboard.press("Enter");
}
const upload = (page: Page) => page.getByRole("dialog").getByRole("button", { name: /(上 ?传|重 ?试)$/ });

test("both sides of an identity card are kept as one paper, verified, and shown with the watermark", async () => {
  const { page } = await openPapers("欧阳试验");
  await page.getByRole("button", { name: "添加资料" }).click();
  const [front, back] = [await photo(page, "正面"), await photo(page, "反面")];
  await page.getByTestId("document-files").setInputFiles([front, back]);
  await chooseType(page, "身份证");
  await page.getByRole("checkbox", { name: "长期有效" }).check();
  await upload(page).click();
  const card = page.getByTestId("document");
  await card.getByText("未核验").waitFor();
  assert.equal(await card.count(), 1);
  await card.getByRole("button", { name: /^核 ?验$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^核 ?验$/ })
    .click();
  await card.getByText("林晓燕", { exact: false }).getByText("核对原件", { exact: false }).waitFor();
  await assertAccessible(page);
  await card.getByRole("button", { name: "正面" }).click();
  await page.getByRole("dialog").locator("canvas").waitFor();
  assert.equal(
    await page.getByRole("button", { name: /^下 ?载$/ }).count(),
    0,
    "no copy without the watermark",
  );
  const reds = await page
    .getByRole("dialog")
    .locator("canvas")
    .evaluate((node) => {
      const canvas = node as HTMLCanvasElement;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > (data[at + 1] ?? 0) + 20) count++;
      return count;
    });
  assert.ok(reds > 2_000, `the watermark is drawn: ${reds} reddish pixels`);
});

test("a file that lies is refused in words, and can be taken out again", async () => {
  const { page } = await openPapers("试验二");
  await page.getByRole("button", { name: "添加资料" }).click();
  await page.getByTestId("document-files").setInputFiles([
    {
      name: "房产证.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"),
    },
  ]);
  await chooseType(page, "不动产权证");
  await upload(page).click();
  await page.getByText("文件自称是 JPEG，内容却是 PDF").waitFor();
  await page.getByRole("button", { name: "移除 房产证.jpg" }).click();
  await page.getByTestId("document-files").setInputFiles([await photo(page, "房产证")]);
  await upload(page).click();
  await page.getByTestId("document").getByText("不动产权证").waitFor();
});

test("the file goes on A4, the card on its own size", async () => {
  const { page } = await openPapers("试验三");
  // A printer that never answers: the sheet stays.
  await page.evaluate(() => {
    window.print = () => {};
  });
  await page.getByRole("button", { name: "打印档案" }).click();
  await page.getByTestId("household-file").waitFor({ state: "attached" });
  await page.waitForTimeout(200);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.match(paper.toString("latin1"), /MediaBox \[0 0 59[45](\.\d+)? 84[12]/);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));

  await page.getByRole("button", { name: "发放服务卡" }).click();
  await page.getByRole("button", { name: /^(OK|确 ?定)$/ }).click();
  await page.getByTestId("service-card").waitFor();
  assert.equal(
    await page
      .getByTestId("service-card")
      .getByText(/^试\*+$/)
      .count(),
    1,
    "masked",
  );
  await page.getByRole("button", { name: "打印服务卡" }).click();
  await page.waitForTimeout(200);
  const card = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.match(card.toString("latin1"), /MediaBox \[0 0 24[23](\.\d+)? 15[34]/);
});
