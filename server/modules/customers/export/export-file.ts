/**
 * The file of an export, made when it is downloaded and kept nowhere. It says in its first line who took it, when and
 * what for, and every row carries the number of the export, so that a page that turns up somewhere tells where it is from.
 */
import writeSheets, { type SheetData } from "write-excel-file/node";
import type { ExportColumn } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { textCell } from "../../../foundation/tables/cells.ts";
import { csvLine, csvStart } from "../../../foundation/tables/write-csv.ts";
import { listUnits } from "../../identity/index.ts";
import { mask } from "../masks.ts";
import { familyOf, maskNumber, placeOf } from "../personal-numbers.ts";
import * as store from "../store/exports.ts";
import { listFields } from "../store/personal-fields.ts";
import { exportRules } from "./ask-export.ts";

type Language = keyof Words;

const columnWords: Readonly<Record<ExportColumn, Words>> = {
  name: { zh: "名称", en: "Name" },
  kind: { zh: "客户类型", en: "Kind" },
  stage: { zh: "客户状态", en: "Stage" },
  creditCode: { zh: "统一社会信用代码", en: "Credit code" },
  paper: { zh: "证件号码", en: "Paper number" },
  phone: { zh: "联系电话", en: "Phone" },
  accountNumbers: { zh: "户号", en: "Account numbers" },
  addresses: { zh: "用电地址", en: "Addresses" },
  useCodes: { zh: "用电类别", en: "Classes of use" },
  voltageCodes: { zh: "供电电压", en: "Voltages" },
  meterNumbers: { zh: "电能表资产号", en: "Meter numbers" },
  transformers: { zh: "台区", en: "Transformers" },
  registers: { zh: "名册", en: "Registers" },
  unit: { zh: "供电单位", en: "Unit" },
  since: { zh: "建档日期", en: "On file since" },
};
const kindWords: Readonly<Record<string, Words>> = {
  individual: { zh: "个人", en: "Individual" },
  organisation: { zh: "单位", en: "Organisation" },
  intermediary: { zh: "中间人", en: "Intermediary" },
  potential: { zh: "潜在", en: "Potential" },
  current: { zh: "现有", en: "Current" },
  former: { zh: "历史", en: "Former" },
  important: { zh: "重要客户", en: "Important" },
  sensitive: { zh: "敏感客户", en: "Sensitive" },
  care: { zh: "特需客户", en: "Care" },
  vip: { zh: "VIP", en: "VIP" },
};
const mark: Words = { zh: "导出编号", en: "Export" };

/** @throws thing.not_found for another's, exports.not_ready, exports.downloads_used */
export async function downloadExport(
  ctx: Context,
  exportId: string,
  language: Language,
): Promise<FileAnswer> {
  const taker = staffOf(ctx);
  const asked = await store.lockExport(ctx, exportId);
  if (!asked || asked.askedBy !== taker.id) throw new Problem("thing.not_found");
  const now = ctx.clock.now();
  const isOpen = asked.expiresAt !== null && Temporal.Instant.compare(now, asked.expiresAt) < 0;
  if (asked.state !== "ready" || !isOpen) throw new Problem("exports.not_ready");
  const { downloadsMost } = await exportRules(ctx);
  if (asked.downloads >= downloadsMost) throw new Problem("exports.downloads_used", { most: downloadsMost });

  const table = await tableOf(ctx, asked, language);
  await store.countDownload(ctx, exportId);
  audit(ctx, {
    action: "customers.export_downloaded",
    subject: `export:${exportId}`,
    after: { rows: table.rows.length, isWhole: asked.isWhole, download: asked.downloads + 1 },
    reason: asked.purpose,
  });
  const time = now.toZonedDateTimeISO("Asia/Shanghai").toPlainDateTime().toString({ smallestUnit: "minute" });
  const watermark = {
    zh: `${taker.name} 于 ${time} 导出，用途：${asked.purpose}，编号 ${asked.id}。含个人信息，仅限本用途，用后即删。`,
    en: `Exported by ${taker.name} at ${time} for: ${asked.purpose}; number ${asked.id}. Personal data: for this purpose only, delete after use.`,
  }[language];
  const filename = `customers-${time.slice(0, 10)}-${asked.id.slice(-6)}.${asked.format}`;
  const body =
    asked.format === "csv"
      ? csvStart + [[watermark], table.head, ...table.rows].map(csvLine).join("")
      : await workbook(watermark, table);
  return { body, filename };
}

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const step = 1_000;
const first = "00000000-0000-0000-0000-000000000000";

async function tableOf(ctx: Context, asked: store.ExportRow, language: Language): Promise<Table> {
  const units = new Map((await listUnits(ctx)).map((unit) => [unit.unitId, unit]));
  const rows: string[][] = [];
  const columns = [...asked.columns];
  for (let after = first; ; ) {
    const page = await store.listChosen(ctx, asked.filter, after, step);
    const numbers = await numbersOf(ctx, asked, page);
    for (const customer of page) {
      const unit = units.get(customer.unitId);
      const cells: Record<ExportColumn, string> = {
        name: asked.isWhole || customer.kind !== "individual" ? customer.name : mask.name(customer.name),
        kind: kindWords[customer.kind]?.[language] ?? customer.kind,
        stage: kindWords[customer.stage]?.[language] ?? customer.stage,
        creditCode: customer.creditCode ?? "",
        paper: numbers.get(`paper/${customer.id}`)?.join(" ") ?? "",
        phone: numbers.get(`phone/${customer.id}`)?.join(" ") ?? "",
        accountNumbers: customer.accountNumbers.join(" "),
        addresses: customer.addresses.join("；"),
        useCodes: customer.useCodes.join(" "),
        voltageCodes: customer.voltageCodes.join(" "),
        meterNumbers: customer.meterNumbers.join(" "),
        transformers: customer.transformers.join(" "),
        registers: customer.registers.map((one) => kindWords[one]?.[language] ?? one).join(" "),
        unit: unit ? unit.name[language] : "",
        since: customer.since.toString(),
      };
      rows.push([...columns.map((column) => cells[column]), asked.id.slice(-12)]);
    }
    const last = page.at(-1);
    if (!last || page.length < step) break;
    after = last.id;
  }
  return { head: [...columns.map((column) => columnWords[column][language]), mark[language]], rows };
}

/** Papers and phones by customer, masked unless whole ones were approved; read only when a column asks for them. */
async function numbersOf(ctx: Context, asked: store.ExportRow, page: readonly store.ChosenCustomer[]) {
  if (!asked.columns.includes("paper") && !asked.columns.includes("phone"))
    return new Map<string, string[]>();
  const today = ctx.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  const fields = await listFields(
    ctx,
    page.map(({ id }) => id),
    today,
  );
  const found = new Map<string, string[]>();
  for (const field of fields) {
    const whole = ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", field.id), field.sealed);
    const key = `${familyOf(field.kind)}/${field.customerId}`;
    const shown = asked.isWhole ? whole : maskNumber(field.kind, whole);
    found.set(key, [...(found.get(key) ?? []), shown]);
  }
  return found;
}

async function workbook(watermark: string, { head, rows }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const data: SheetData = [
    [textCell(watermark)],
    head.map((value) => ({ ...textCell(value), fontWeight: "bold" as const })),
    ...rows.map((cells) => cells.map(textCell)),
  ];
  return new Uint8Array(await writeSheets(data).toBuffer());
}
