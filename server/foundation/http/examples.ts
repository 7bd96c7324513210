/**
 * An example of every call for the interface's pages: the endpoint's own where it has one, else made from its schemas, with
 * values that read like the trade's. A test parses each by its schema, so that no example lies.
 */
import { z } from "zod";
import type { Endpoint } from "../../../contracts/endpoint.ts";

type Json = z.core.JSONSchema.BaseSchema;
export type Example = { params?: unknown; query?: unknown; body?: unknown; answer?: unknown };

/** What a field of this name holds, if its schema takes it. */
const byName: Readonly<Record<string, readonly unknown[]>> = {
  contactName: ["陈禾"],
  customerName: ["陈*"],
  contactPhone: ["13800000000"],
  phone: ["13800000000"],
  address: ["青禾县人民路3号"],
  demand: ["人民路三号院从早上七点停电，家里有老人。"],
  title: ["故障报修 青禾县人民路3号"],
  text: ["已联系客户，约定下午到现场。"],
  reason: ["客户要求改期"],
  note: ["已与客户核对"],
  source: ["12345"],
  system: ["12345"],
  ref: ["QH2026-0301-0007"],
  kind: ["故障报修"],
  url: ["https://power.example/hooks/orders"],
  number: ["2603040000012"],
  typeCode: ["FAULT"],
  ruleCode: ["FAULT.ARRIVE"],
  unitName: [{ zh: "青禾县供电公司", en: "Qinghe power supply" }],
  name: [{ zh: "到达现场", en: "Arrive at the site" }, "到达现场"],
  limit: [20],
  zh: ["到达现场"],
  en: ["Arrive at the site"],
  post: ["R-REP"],
  from: ["2026-03-01"],
  to: ["2026-03-31"],
};
const ids = "019cb6a0-7c00-7000-8000-00000000000";
const anyText = [
  ...["示例", "sample", "R-ACC", "FAULT", "F-FAULT", "A", "a", "A1", "08:30", "2026-03", "2026-03-04"],
  ...["2026-03-04T01:05:00Z", "1", "123456", "2603040000012", "13800000000", "sampleSAMPLEsample1234"],
  ...[
    "NI.PLAN",
    "A-1",
    "2026",
    "ABCDEFGH",
    "样例.csv",
    "sample.pdf",
    "/",
    "power.example",
    "31.23,121.47",
    "9f".repeat(32),
    "data:image/png;base64,iVBORw0KGgo",
  ],
];
const deepest = 12;

function textOf(schema: Json, name: string): string {
  if (schema.format === "uuid") return `${ids}${(name.length % 9) + 1}`;
  if (schema.format === "date-time") return "2026-03-04T01:05:00Z";
  if (schema.format === "date") return name === "to" ? "2026-03-31" : "2026-03-04";
  if (schema.format === "uri") return "https://power.example/hooks/orders";
  const { minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
  const patterns = [schema, ...(schema.allOf ?? [])].flatMap((one) =>
    typeof one === "object" && one.pattern ? [new RegExp(one.pattern, "u")] : [],
  );
  const said = (byName[name] ?? []).filter((one) => typeof one === "string");
  const tried = [...said, ...anyText].flatMap((text) => [
    text,
    text.padEnd(minLength, "样"),
    text.padEnd(minLength, "a"),
  ]);
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength && patterns.every((one) => one.test(text));
  return tried.find(fits) ?? "";
}

/** A value that the schema takes, with all its parts; where nothing is possible too, something is shown. */
function exampleValue(schema: Json, name: string, depth: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf ?? []) as Json[];
  const choice = choices.find(({ type }) => type !== "null") ?? choices[0];
  if (choice) return exampleValue(choice, name, depth);
  // A nullable field may say so as a list of types.
  const types: readonly unknown[] = [schema.type].flat();
  switch (types.find((one) => one !== "null") ?? types[0]) {
    case "object":
      return objectOf(schema, name, depth);
    case "array":
      return depth > deepest && !schema.minItems
        ? []
        : Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
            exampleValue((schema.items ?? {}) as Json, name, depth + 1),
          );
    case "string":
      return textOf(schema, name);
    case "number":
    case "integer":
      return numberOf(schema, name);
    case "boolean":
      return /^(is|has|can|may)/.test(name);
    case "null":
      return null;
    default:
      return {};
  }
}

function objectOf(schema: Json, name: string, depth: number): unknown {
  const properties = Object.entries(schema.properties ?? {}) as [string, Json][];
  const required = new Set(schema.required ?? []);
  const words = byName[name]?.find((one) => typeof one === "object");
  if (words && properties.length === 2 && required.has("zh")) return words;
  return Object.fromEntries(
    properties
      .filter(([key]) => required.has(key) || depth <= deepest)
      .map(([key, part]) => [key, exampleValue(part, key, depth + 1)]),
  );
}

function numberOf(schema: Json, name: string): number {
  const least = Math.max(
    schema.minimum ?? 0,
    schema.exclusiveMinimum === undefined ? 0 : Number(schema.exclusiveMinimum) + 1,
  );
  const most = schema.maximum ?? Number.MAX_SAFE_INTEGER;
  const said = byName[name]?.find((one) => typeof one === "number");
  return Math.min(most, Math.max(least, typeof said === "number" ? said : 1));
}

const made = (schema: z.ZodType, io: "input" | "output"): unknown =>
  exampleValue(z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }), "", 0);

/** Query values are text on the wire; what is absent is not sent. */
const asText = (query: unknown): unknown =>
  Object.fromEntries(
    Object.entries((query ?? {}) as object).flatMap(([key, value]) =>
      value === null || typeof value === "object" ? [] : [[key, String(value)]],
    ),
  );

export function exampleOf({ params, query, body, answer, file, example = {} }: Endpoint): Example {
  return {
    ...(params && { params: example.params ?? made(params, "input") }),
    ...(query && { query: example.query ?? asText(made(query, "input")) }),
    ...(body && { body: example.body ?? made(body, "input") }),
    ...(file ? {} : { answer: example.answer ?? made(answer, "output") }),
  };
}

/** The call as one line, with its parameters filled in. */
export function exampleCall(endpoint: Endpoint): string {
  const { params, query } = exampleOf(endpoint);
  const filled = (params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(filled[name] ?? `{${name}}`)),
  );
  const asked = new URLSearchParams((query ?? {}) as Record<string, string>).toString();
  return `${endpoint.method.toUpperCase()} ${path}${asked ? `?${asked}` : ""}`;
}
