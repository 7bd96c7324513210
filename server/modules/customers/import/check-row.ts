/**
 * One row of an import file, judged by itself: cells become values or faults. Pure. What only the archive knows (the
 * account is there already, the paper is another's) is judged by `place-rows.ts`.
 */
import {
  birthOf,
  type Checked,
  checkCreditCode,
  checkName,
  checkPhone,
  type Fault,
  sexOf,
} from "../../../../contracts/customers/identifiers.ts";
import type { ImportField, ImportMapping, PersonalKind } from "../../../../contracts/customers.ts";
import type { TableRow } from "../../../foundation/tables/table-row.ts";
import { checkNumber } from "../personal-numbers.ts";
import { type CustomerKind, codeOfWord, labelOf, whenAbsent } from "./fields.ts";

/** What the company's rules say about a row. */
export type RowRules = {
  /** ISO date in Asia/Shanghai. */
  readonly today: string;
  readonly checkAccount: (typed: string) => Checked;
  readonly knowsCode: (list: "sort" | "use" | "trade" | "voltage", code: string) => boolean;
};

export type CheckedRow = {
  readonly line: number;
  readonly accountNumber: string;
  readonly oldNumber: string | null;
  readonly name: string;
  readonly kind: CustomerKind;
  readonly paper: { readonly kind: PersonalKind; readonly value: string } | null;
  readonly bornOn: string | null;
  readonly gender: "female" | "male" | null;
  readonly creditCode: string | null;
  readonly phones: readonly { readonly kind: "mobile" | "landline"; readonly value: string }[];
  readonly bankAccount: string | null;
  readonly address: string;
  readonly sortCode: string;
  readonly useCode: string;
  readonly tradeCode: string | null;
  readonly voltageCode: string;
  readonly contractKva: number | null;
  readonly area: "urban" | "rural" | "remote";
  readonly sectionCode: string | null;
  readonly openedOn: string;
  readonly substation: string | null;
  readonly feeder: string | null;
  readonly transformer: string | null;
  readonly pointNumber: string | null;
  readonly method: "HH" | "HL" | "LL";
  readonly ratio: number;
  readonly meterNumber: string | null;
  readonly installedOn: string | null;
  /** 0.01 kWh. */
  readonly installedReading: number;
  readonly note: string | null;
};

export type RowFault = Fault & { readonly field: ImportField | null };
export type Judged = {
  readonly row?: CheckedRow;
  readonly faults: readonly RowFault[];
  /** Read otherwise than written. */
  readonly changed: readonly ImportField[];
};

/** Which list a field's codes are of; other fields know only the words of the import's own catalogue. */
const codeListOf: Partial<Record<ImportField, Parameters<RowRules["knowsCode"]>[0]>> = {
  sortCode: "sort",
  useCode: "use",
  tradeCode: "trade",
  voltageCode: "voltage",
};

const textMost = 200;
const noteMost = 1000;
const kvaMost = 10_000_000;
const ratioMost = 1_000_000;
const readingMost = 100_000_000;

/** Reads the cells of one row; collects every fault, not only the first. */
class Reader {
  readonly faults: RowFault[] = [];
  readonly changed: ImportField[] = [];
  readonly #cells: readonly string[];
  readonly #mapping: ImportMapping;
  readonly #rules: RowRules;

  constructor(cells: readonly string[], mapping: ImportMapping, rules: RowRules) {
    this.#cells = cells;
    this.#mapping = mapping;
    this.#rules = rules;
  }

  cell(field: ImportField): string {
    const column = this.#mapping[field];
    return column === undefined ? "" : (this.#cells[column] ?? "").trim();
  }
  refuse(field: ImportField, fault: Fault): void {
    this.faults.push({ field, ...fault });
  }
  text(field: ImportField, most = textMost): string | null {
    return (
      this.cell(field)
        .normalize("NFC")
        .replace(/\p{Cc}+/gu, " ")
        .slice(0, most) || null
    );
  }
  needed(field: ImportField): string {
    const text = this.text(field) ?? "";
    if (text === "") this.refuse(field, { code: "imports.cell_empty", facts: namedBy(field) });
    return text;
  }
  /** Through one of the checks of identifiers.ts; empty is null. */
  checked(field: ImportField, check: (typed: string) => Checked): string | null {
    const typed = this.cell(field);
    if (typed === "") return null;
    const result = check(typed);
    if (result.changes.length > 0) this.changed.push(field);
    if (result.ok) return result.value;
    this.refuse(field, result.fault);
    return null;
  }
  /** A code, or a word that stands for one. */
  code(field: ImportField, absent: string): string {
    const typed = this.cell(field);
    if (typed === "") return absent;
    const code = codeOfWord(field, typed) ?? typed.normalize("NFKC").trim();
    const list = codeListOf[field];
    if (list ? this.#rules.knowsCode(list, code) : codeOfWord(field, typed) !== undefined) return code;
    this.refuse(field, { code: "imports.not_code", facts: { ...namedBy(field), value: typed.slice(0, 40) } });
    return absent;
  }
  number(field: ImportField, least: number, most: number): number | null {
    const typed = this.cell(field).normalize("NFKC").replaceAll(",", "");
    if (typed === "") return null;
    const value = Number(typed);
    if (/^\d+(\.\d+)?$/.test(typed) && value >= least && value <= most) return value;
    this.refuse(field, { code: "imports.not_number", facts: { ...namedBy(field), least, most } });
    return null;
  }
  /** 2026-01-31, 2026/1/31, 20260131, 2026年1月31日; not after today. */
  day(field: ImportField): string | null {
    const typed = this.cell(field).normalize("NFKC");
    if (typed === "") return null;
    const parts =
      /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T].*)?$/.exec(typed) ??
      /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
    const day = parts && isoDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    if (day && day <= this.#rules.today) return day;
    this.refuse(field, { code: "imports.not_date", facts: namedBy(field) });
    return null;
  }
}

const namedBy = (field: ImportField) => {
  const { zh, en } = labelOf(field);
  return { label: zh, labelEn: en };
};

function isoDay(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** @returns the row, unless it has faults */
export function checkRow({ line, cells }: TableRow, mapping: ImportMapping, rules: RowRules): Judged {
  const read = new Reader(cells, mapping, rules);
  const accountNumber = read.checked("accountNumber", rules.checkAccount) ?? "";
  if (read.cell("accountNumber") === "") read.needed("accountNumber");
  const name = read.cell("name") === "" ? read.needed("name") : (read.checked("name", checkName) ?? "");
  const creditCode = read.checked("creditCode", (typed) => checkCreditCode(typed));
  const kind = read.code("customerKind", creditCode ? "organisation" : "individual") as CustomerKind;
  const absent = whenAbsent(kind);
  const paper = paperOf(read, kind, rules);
  const isCard = paper?.kind === "id-card";
  const row: CheckedRow = {
    line,
    accountNumber,
    name,
    kind,
    paper,
    bornOn: isCard ? birthOf(paper.value) : null,
    gender: isCard ? sexOf(paper.value) : null,
    creditCode,
    phones: [...phone(read, "mobile"), ...phone(read, "landline")],
    bankAccount: read.checked("bankAccount", (typed) => checkNumber("bank-account", typed, rules.today)),
    oldNumber: read.text("oldNumber", 30),
    address: read.needed("address"),
    sortCode: read.code("sortCode", absent.sortCode),
    useCode: read.code("useCode", absent.useCode),
    tradeCode: read.cell("tradeCode") === "" ? null : read.code("tradeCode", ""),
    voltageCode: read.code("voltageCode", absent.voltageCode),
    contractKva: read.number("contractKva", 0, kvaMost),
    area: read.code("area", "urban") as CheckedRow["area"],
    sectionCode: read.text("sectionCode", 20),
    openedOn: read.day("openedOn") ?? rules.today,
    substation: read.text("substation", 60),
    feeder: read.text("feeder", 60),
    transformer: read.text("transformer", 60),
    pointNumber: read.text("pointNumber", 30),
    method: read.code("meteringMethod", absent.meteringMethod) as CheckedRow["method"],
    ratio: read.number("ratio", 1, ratioMost) ?? 1,
    meterNumber: read.text("meterNumber", 30),
    installedOn: read.day("installedOn"),
    installedReading: Math.round((read.number("installedReading", 0, readingMost) ?? 0) * 100),
    note: read.text("note", noteMost),
  };
  const { faults, changed } = read;
  return faults.length === 0 ? { row, faults, changed } : { faults, changed };
}

/** Files put what they have into the one column that they have: which kind of phone it is, the number says. */
function phone(read: Reader, field: "mobile" | "landline"): CheckedRow["phones"] {
  const value = read.checked(field, checkPhone);
  if (value === null) return [];
  const checked = checkPhone(value);
  return [{ kind: checked.ok && checked.kind === "mobile" ? "mobile" : "landline", value }];
}

/** An organisation's papers are its credit code; a person's kind of paper is the identity card unless said. */
function paperOf(read: Reader, kind: CustomerKind, { today }: RowRules): CheckedRow["paper"] {
  if (kind !== "individual" || read.cell("paperNumber") === "") return null;
  const paperKind = read.code("paperKind", "id-card") as PersonalKind;
  const value = read.checked("paperNumber", (typed) => checkNumber(paperKind, typed, today));
  return value === null ? null : { kind: paperKind, value };
}
