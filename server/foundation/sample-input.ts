/**
 * Makes a valid input from a schema, for tests that walk all endpoints: new endpoints are tried without anyone writing
 * a case for them. Only what the contracts use is known; anything else fails by name.
 */
import { z } from "zod";
import type { Endpoint } from "../../contracts/endpoint.ts";
import { newId } from "./ids.ts";

type Json = z.core.JSONSchema.BaseSchema;

/** Tried in turn where a schema gives a pattern. */
const texts = [
  "样例",
  "sample",
  "sample-text",
  "R-ACC",
  "A",
  "a",
  "A1",
  "123456",
  "08:30",
  "2026-03-04",
  "A001",
  "CODE",
  "CODE-1",
  "1",
  "2026-03-04T00:00:00Z",
  "sampleSAMPLEsample1234",
  "13800000000",
  "clerk",
  "zh",
  "HALL.WAIT.PROMISE",
  "A-1",
  "00:30",
  "2026-03",
  "2026",
  "ABCDEFGH",
  "/",
  "power.example",
  // The hash of a document.
  "0".repeat(64),
];

function sampleText(schema: Json): string {
  if (schema.format === "uuid") return newId();
  if (schema.format === "date-time") return "2026-03-04T00:00:00Z";
  if (schema.format === "date") return "2026-03-04";
  // Refused by whatever calls out, before anything is sent.
  if (schema.format === "uri") return "http://sso.example";
  const { minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
  const patterns = [schema, ...(schema.allOf ?? [])].flatMap((one) =>
    typeof one === "object" && one.pattern ? [new RegExp(one.pattern, "u")] : [],
  );
  const padded = texts.flatMap((text) => [text, text.padEnd(minLength, "样"), text.padEnd(minLength, "a")]);
  const found = padded.find(
    (text) => text.length >= minLength && text.length <= maxLength && patterns.every((one) => one.test(text)),
  );
  if (found === undefined) throw new TypeError(`no sample for ${JSON.stringify(schema)}`);
  return found;
}

/** A value that the schema accepts: required parts alone, smallest numbers, first choices. */
export function sampleValue(schema: Json): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice?.[0]) return sampleValue(choice[0] as Json);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleValue((schema.properties?.[name] ?? {}) as Json)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleValue((schema.items ?? {}) as Json));
    case "string":
      return sampleText(schema);
    case "number":
    case "integer":
      return Math.max(schema.minimum ?? 0, Number(schema.exclusiveMinimum ?? -1) + 1);
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return "样例";
  }
}

export const jsonSchemaOf = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });

/** A body that passes the endpoint's schema; undefined when it takes none. */
export const sampleBody = ({ body }: Endpoint): Record<string, unknown> | undefined =>
  body ? (sampleValue(jsonSchemaOf(body)) as Record<string, unknown>) : undefined;

/** A picture of one point. */
export const smallestPng: Uint8Array<ArrayBuffer> = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);

/** A file that passes, for an endpoint that takes one; undefined for all others. */
export const sampleUpload = ({ upload }: Endpoint): string | Uint8Array<ArrayBuffer> | undefined => {
  if (!upload) return undefined;
  if (upload.types.includes("csv")) return "name,number\nsample,1\n";
  if (upload.types.includes("pdf")) return "%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n";
  if (upload.types.includes("png")) return smallestPng;
  throw new TypeError(`no sample file for ${upload.types}`);
};

/** A query that passes the endpoint's schema, as text. */
export const sampleQuery = ({ query }: Endpoint): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query ? (sampleValue(jsonSchemaOf(query)) as object) : {})
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );

/** One parameter of the path, as its schema wants it. */
export function sampleParam({ params }: Endpoint, name: string): string {
  const schema = params ? jsonSchemaOf(params).properties?.[name] : undefined;
  return typeof schema === "object" ? String(sampleValue(schema as Json)) : newId();
}
