/**
 * The two files of a service day (`DATE.arrivals.csv`, `DATE.staff.csv`; columns in `county/README.md`): read and written here.
 * Times in the files are Asia/Shanghai wall clock; in memory they are epoch milliseconds.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { PriorityClass, Skills } from "../server/modules/hall/rules/calling-rule.ts";
import type { WindowPresence } from "../server/modules/hall/rules/hall-state.ts";
import type { DayCustomer } from "../server/modules/hall/rules/simulate-day.ts";

/** A service day as its files give it. */
export interface ServiceDay {
  /** YYYY-MM-DD, from the name of the file. */
  readonly date: string;
  /** Midnight, Asia/Shanghai. */
  readonly startsAt: number;
  readonly customers: readonly DayCustomer[];
  readonly presence: readonly WindowPresence[];
}

/** A day's file that cannot be used; the message says where and what to do. */
export class DayFileError extends Error {
  readonly code = "hall.day_file_unreadable";

  constructor(file: string, line: number, column: string | undefined, problem: string, remedy: string) {
    super(`${file}, line ${line}${column ? `, column ${column}` : ""}: ${problem}. ${remedy}`);
  }
}

/** Reads one day. The staff file may lie anywhere; the date is that of the arrivals file, or `date`. */
export function readDay(arrivalsFile: string, staffFile: string, date = dateOf(arrivalsFile)): ServiceDay {
  const startsAt = Temporal.PlainDate.from(date).toZonedDateTime("Asia/Shanghai").epochMilliseconds;
  return {
    date,
    startsAt,
    customers: parseArrivals(readText(arrivalsFile), basename(arrivalsFile), startsAt),
    presence: parseStaff(readText(staffFile), basename(staffFile), startsAt),
  };
}

/** All days of a directory, in order of date. */
export function readDays(directory: string): ServiceDay[] {
  const dates = readdirSync(directory)
    .filter((name) => name.endsWith(".arrivals.csv"))
    .map((name) => name.slice(0, -".arrivals.csv".length))
    .sort();
  return dates.map((date) =>
    readDay(join(directory, `${date}.arrivals.csv`), join(directory, `${date}.staff.csv`)),
  );
}

/** Parses the arrivals. @throws DayFileError */
export function parseArrivals(text: string, file: string, startsAt: number): DayCustomer[] {
  const table = parseTable(
    text,
    file,
    ["arrival", "service", "priority", "service_seconds", "patience_seconds"],
    ["appointment"],
  );
  return table.map((row, index) => {
    const appointment = row.optional("appointment");
    const serviceSeconds = row.number("service_seconds");
    const patienceSeconds = row.number("patience_seconds");
    return {
      id: String(index + 1),
      arrivesAt: startsAt + row.time("arrival"),
      serviceCode: row.text("service"),
      priority: priorityOf(row, appointment !== undefined),
      ...(appointment === undefined ? {} : { slotAt: startsAt + row.time("appointment") }),
      ...(serviceSeconds === undefined ? {} : { serviceMs: serviceSeconds * 1_000 }),
      ...(patienceSeconds === undefined ? {} : { patienceMs: patienceSeconds * 1_000 }),
    };
  });
}

/** Parses the staffing. @throws DayFileError */
export function parseStaff(text: string, file: string, startsAt: number): WindowPresence[] {
  return parseTable(text, file, ["window", "opens", "closes"], ["skills"]).map((row) => {
    const skills = row.optional("skills");
    const presence = {
      window: row.text("window"),
      skills: skills === undefined ? ("all" as const) : new Set(skills.split(" ")),
      opensAt: startsAt + row.time("opens"),
      closesAt: startsAt + row.time("closes"),
    };
    if (presence.closesAt < presence.opensAt)
      row.refuse("closes", "the window closes before it opens", "Exchange the two times.");
    return presence;
  });
}

/** The arrivals in the form that `parseArrivals` reads. */
export function writeArrivals(customers: readonly DayCustomer[], startsAt: number): string {
  const withSlots = customers.some((customer) => customer.slotAt !== undefined);
  const lines = customers.map((customer) => {
    const { arrivesAt, serviceCode, priority, serviceMs, patienceMs, slotAt } = customer;
    const cells = [
      timeOf(arrivesAt - startsAt),
      serviceCode,
      priority === "priority" ? 1 : 0,
      secondsOf(serviceMs),
      secondsOf(patienceMs),
    ];
    return [...cells, ...(withSlots ? [slotAt === undefined ? "" : timeOf(slotAt - startsAt)] : [])].join(
      ",",
    );
  });
  const header = `arrival,service,priority,service_seconds,patience_seconds${withSlots ? ",appointment" : ""}`;
  return `${[header, ...lines].join("\n")}\n`;
}

/** The staffing in the form that `parseStaff` reads. */
export function writeStaff(presence: readonly WindowPresence[], startsAt: number): string {
  const withSkills = presence.some(({ skills }) => skills !== "all");
  const lines = presence.map(({ window, skills, opensAt, closesAt }) =>
    [
      window,
      timeOf(opensAt - startsAt),
      timeOf(closesAt - startsAt),
      ...(withSkills ? [listOf(skills)] : []),
    ].join(","),
  );
  return `${[`window,opens,closes${withSkills ? ",skills" : ""}`, ...lines].join("\n")}\n`;
}

interface Row {
  text(column: string): string;
  optional(column: string): string | undefined;
  number(column: string): number | undefined;
  /** Milliseconds after midnight. */
  time(column: string): number;
  refuse(column: string, problem: string, remedy: string): never;
}

function parseTable(
  text: string,
  file: string,
  columns: readonly string[],
  optionalColumns: readonly string[],
): Row[] {
  const [head = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
  const names = head.split(",").map((name) => name.trim());
  for (const column of columns) {
    if (!names.includes(column))
      throw new DayFileError(
        file,
        1,
        column,
        "the column is missing",
        `Begin the file with: ${columns.join(",")}`,
      );
  }
  for (const name of names) {
    if (![...columns, ...optionalColumns].includes(name)) {
      throw new DayFileError(
        file,
        1,
        name,
        "unknown column",
        `Allowed are: ${[...columns, ...optionalColumns].join(", ")}`,
      );
    }
  }
  return lines.map((line, index) => rowOf(file, index + 2, names, line));
}

function rowOf(file: string, number: number, names: readonly string[], line: string): Row {
  const cells = line.split(",");
  if (cells.length !== names.length) {
    throw new DayFileError(
      file,
      number,
      undefined,
      `${cells.length} values for ${names.length} columns`,
      "Give each column a value or leave it empty.",
    );
  }
  const refuse = (column: string, problem: string, remedy: string): never => {
    throw new DayFileError(file, number, column, problem, remedy);
  };
  const optional = (column: string): string | undefined => {
    const index = names.indexOf(column);
    return index < 0 ? undefined : cells[index]?.trim() || undefined;
  };
  const textOf = (column: string): string =>
    optional(column) ?? refuse(column, "the value is missing", "Fill it in.");
  return {
    text: textOf,
    optional,
    number: (column) => {
      const cell = optional(column);
      if (cell === undefined) return undefined;
      return /^\d+(\.\d+)?$/.test(cell)
        ? Number(cell)
        : refuse(column, `"${cell}" is no number of seconds`, "Write digits, or leave it empty.");
    },
    time: (column) => {
      const cell = textOf(column);
      const [, hours, minutes, seconds] = /^(\d{2}):([0-5]\d):([0-5]\d)$/.exec(cell) ?? [];
      if (hours === undefined || Number(hours) > 23)
        return refuse(column, `"${cell}" is no time of day`, "Write HH:MM:SS, from 00:00:00 to 23:59:59.");
      return (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
    },
    refuse,
  };
}

function priorityOf(row: Row, hasAppointment: boolean): PriorityClass {
  const cell = row.text("priority");
  if (cell === "1" || cell === "2") return "priority";
  if (cell !== "0")
    return row.refuse("priority", `"${cell}" is no priority`, "Write 0 for ordinary, 1 or 2 for preferred.");
  return hasAppointment ? "appointment" : "ordinary";
}

function dateOf(file: string): string {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(basename(file)) ?? [];
  if (!date)
    throw new DayFileError(
      basename(file),
      0,
      undefined,
      "the name does not begin with a date",
      "Name the file YYYY-MM-DD.arrivals.csv.",
    );
  return date;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new DayFileError(
      basename(file),
      0,
      undefined,
      "the file cannot be read",
      `Is there a file ${file}, and may you read it?`,
    );
  }
}

function listOf(skills: Skills): string {
  return skills === "all" ? "" : [...skills].join(" ");
}

function secondsOf(ms: number | undefined): string | number {
  return ms === undefined ? "" : Math.round(ms / 1_000);
}

function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** The same day some weeks later: weekdays stay what they are. */
export function shiftDay(day: ServiceDay, weeks: number): ServiceDay {
  const by = weeks * 7 * 86_400_000;
  return {
    date: Temporal.PlainDate.from(day.date).add({ weeks }).toString(),
    startsAt: day.startsAt + by,
    customers: day.customers.map((customer) => ({
      ...customer,
      arrivesAt: customer.arrivesAt + by,
      ...(customer.slotAt === undefined ? {} : { slotAt: customer.slotAt + by }),
    })),
    presence: day.presence.map((shift) => ({
      ...shift,
      opensAt: shift.opensAt + by,
      closesAt: shift.closesAt + by,
    })),
  };
}
