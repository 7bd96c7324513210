/**
 * The meters of an estate's homes (小区新装): the fitters write a line for each home, `户址 表号 示数`, and each home's account has
 * its meter by the order. What a line says wrong is named for the archivist, and the other lines are entered all the same.
 */
import { accountsAt, fitMeterByOrder, hasMeter } from "../customers/index.ts";
import type { ArchiveSite, Change } from "./archive-changes.ts";
import { homesIn, placeOfHome } from "./open-account-for.ts";

type Fitted = { readonly home: string; readonly assetNumber: string; readonly reading: number };

const line = /^(.+?)[\s,，、]+([A-Za-z0-9][A-Za-z0-9-]{3,29})(?:[\s,，、]+(\d+(?:\.\d{1,2})?))?$/;
/** A new meter that nobody wrote a reading for stands at nought. */
const fittedIn = (text: string): Fitted | undefined => {
  const [, home, assetNumber, reading] = line.exec(text) ?? [];
  return home && assetNumber ? { home: home.trim(), assetNumber, reading: Number(reading ?? 0) } : undefined;
};

export const fitHomes: Change = async (site) => {
  const { ctx, form, reason, left } = site;
  const homes = homesIn(form);
  const lines = (typeof form.homeMeters === "string" ? form.homeMeters : "")
    .split(/[\n;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const wrong: string[] = [];
  let done = 0;
  for (const text of lines) {
    const fitted = fittedIn(text);
    const accountId = fitted && homes.includes(fitted.home) ? await accountOf(site, fitted.home) : undefined;
    if (!fitted || accountId === undefined) {
      wrong.push(text);
      continue;
    }
    const { assetNumber, reading } = fitted;
    const entry = await fitMeterByOrder(
      ctx,
      accountId,
      { assetNumber, reading, removedReading: null, ratio: null, isHighVoltage: false },
      reason,
    );
    if ("left" in entry) wrong.push(`${fitted.home}（${entry.left.zh}）`);
    else if (entry.done) done++;
  }
  if (wrong.length > 0)
    left({
      zh: `户表计 ${wrong.length} 行未登记：${wrong.slice(0, most).join("；")}`,
      en: `${wrong.length} lines of meters not entered: ${wrong.slice(0, most).join("; ")}`,
    });
  const without = await homesWithout(site, homes);
  if (without > 0)
    left({
      zh: `还有 ${without} 户没有表计，装好后补登`,
      en: `${without} homes have no meter yet; enter it once it is fitted`,
    });
  return done === 0 ? null : { zh: `各户已装表 ${done} 只`, en: `${done} meters of homes installed` };
};
const most = 5;

async function accountOf({ ctx, open }: ArchiveSite, home: string): Promise<string | undefined> {
  const there = await accountsAt(ctx, { premiseId: null, address: placeOfHome(open, home) });
  return there.find(({ customerId }) => customerId === open.order.customerId)?.id;
}

async function homesWithout(site: ArchiveSite, homes: readonly string[]): Promise<number> {
  let count = 0;
  for (const home of homes) {
    const accountId = await accountOf(site, home);
    if (accountId !== undefined && !(await hasMeter(site.ctx, accountId))) count++;
  }
  return count;
}
