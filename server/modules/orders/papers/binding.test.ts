/** The binding of ink to words: whatever of a paper's content changes, the hash does, and no signature outlives it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hashedText } from "../../../../contracts/orders/paper-text.ts";
import {
  type PaperDocument,
  type PaperSignature,
  paperDocument,
} from "../../../../contracts/orders/papers.ts";
import { type Filling, fillSheet } from "../../../../contracts/orders/site-sheets.ts";
import { orderForms } from "../catalogue/order-forms.ts";
import { slotsOf } from "../papers-issue/slots.ts";
import { documentHash, isSignatureValid, signatureFault } from "./document-hash.ts";
import { meterSheet } from "./templates/meter-sheets.ts";
import { completionOpinion, interimOpinion } from "./templates/opinions.ts";
import { survey } from "./templates/survey.ts";
import { examples } from "./testing-examples.ts";
import { resident } from "./testing-facts.ts";

const ink = { width: 1_000, height: 400, lines: [[100, 100, 300, 300, 500, 120]] };
const sign = (document: PaperDocument, slot: string): PaperSignature => ({
  slot,
  signerName: "张三",
  signedAt: "2026-11-30T01:20:00Z",
  documentHash: documentHash(document),
  strokes: ink,
});

type Path = readonly (string | number)[];
/** Every place in a document, lists and groups too. */
function placesOf(value: unknown, path: Path = []): Path[] {
  const inner =
    value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([key, one]) =>
          placesOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

/** The document with one place put otherwise; `undefined` takes it away. */
function put(value: unknown, [first, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    const next = value.map((one, index) => (index === first ? put(one, rest, change) : one));
    return next.filter((one) => one !== undefined);
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => [key, key === first ? put(one, rest, change) : one]),
  );
}

const changes: readonly ((old: unknown) => unknown)[] = [
  (old) => (typeof old === "string" ? `${old}1` : typeof old === "number" ? old + 1 : undefined),
  (old) => (typeof old === "string" ? old.slice(0, -1) : typeof old === "boolean" ? !old : undefined),
  (old) => (typeof old === "string" ? ` ${old}` : Array.isArray(old) ? old.toReversed() : undefined),
  (old) => (Array.isArray(old) ? [...old, ...old.slice(0, 1)] : undefined),
  () => undefined,
];

test("any change of any place of any paper changes its hash and voids its signature", () => {
  const documents = Object.values(examples());
  const places = documents.map((document) => placesOf(document));
  let tried = 0;
  fc.assert(
    fc.property(
      fc.nat(documents.length - 1),
      fc.nat(10_000),
      fc.nat(changes.length - 1),
      (which, at, how) => {
        const document = documents[which] as PaperDocument;
        const paths = places[which] as Path[];
        const changed = paperDocument.safeParse(
          put(document, paths[at % paths.length] as Path, changes[how] as (old: unknown) => unknown),
        );
        // What is no paper any more has no hash at all; what came out the same (a list of one turned round) is the same.
        if (!changed.success || JSON.stringify(changed.data) === JSON.stringify(document)) return;
        tried += 1;
        assert.notEqual(documentHash(changed.data), documentHash(document));
        for (const { key } of slotsOf(document))
          assert.equal(signatureFault(changed.data, sign(document, key)), "other-document");
      },
    ),
    { numRuns: 1_500 },
  );
  assert.ok(tried > 300, `${tried} changes were papers`);
});

test("no two papers have a hash in common, and a signature of one is none of another", () => {
  const documents = Object.values(examples());
  assert.equal(new Set(documents.map(documentHash)).size, documents.length);
  for (const one of documents)
    for (const other of documents)
      for (const { key } of slotsOf(one).slice(0, 1))
        assert.equal(isSignatureValid(other, sign(one, key)), one === other);
});

test("each signer has a place of his own: ink given for one is none for the other", () => {
  for (const document of Object.values(examples())) {
    const keys = slotsOf(document).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length, document.template);
    for (const key of keys) assert.equal(signatureFault(document, sign(document, key)), undefined);
    assert.equal(signatureFault(document, sign(document, "nobody")), "unknown-slot");
  }
});

test("the phone hashes as the server does", async () => {
  for (const document of Object.values(examples())) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(hashedText(document)));
    assert.equal(Buffer.from(digest).toString("hex"), documentHash(document));
  }
});

const numbered = { ...resident, number: "0126113000001-X3", issuedOn: "2026-11-30" };
const opinion = {
  ...numbered,
  askedAt: "2026-11-28T01:00:00Z",
  dueOn: "2026-12-02",
  round: 1,
  findings: [],
  toChange: [],
  handlers: ["孙立新"],
};
/** The sheets for the pen, each with the form that is filled in beside it. */
const sheets: readonly (readonly [PaperDocument, string])[] = [
  [survey(numbered), "survey-lv"],
  [survey(numbered), "survey-hv"],
  [survey(numbered), "survey-pv"],
  [interimOpinion(opinion), "inspection-interim"],
  [completionOpinion(opinion), "inspection"],
  [meterSheet({ ...numbered, works: [] }), "energise"],
];
const texts = fc.string({ maxLength: 30, unit: "grapheme" });
const value = fc.oneof(texts, fc.boolean(), fc.integer({ min: 0, max: 9_999 }), fc.constant(null));

test("a sheet that is filled in on the phone is the one that the server writes, whatever was typed", () => {
  fc.assert(
    fc.property(fc.nat(sheets.length - 1), fc.infiniteStream(value), fc.nat(9), (which, stream, photos) => {
      const [blank, formKey] = sheets[which] as (typeof sheets)[number];
      const fields = orderForms.find(({ key }) => key === formKey)?.fields ?? [];
      assert.ok(fields.length > 0, formKey);
      const values = Object.fromEntries(fields.map(({ key }) => [key, stream.next().value]));
      const filling: Filling = { formKey, fields, values, photos, at: "2026-11-30T06:05:04.123Z" };
      const here = fillSheet(blank, filling);
      // Over the wire, and with what is empty left out, as a step's form is kept.
      const sent = JSON.parse(JSON.stringify({ blank, filling })) as {
        blank: PaperDocument;
        filling: Filling;
      };
      const kept = Object.fromEntries(Object.entries(values).filter(([, one]) => one !== null && one !== ""));
      const there = fillSheet(paperDocument.parse(sent.blank), {
        ...sent.filling,
        values: kept,
        at: "2026-11-30T06:05:04.123000Z",
      });
      assert.equal(documentHash(there), documentHash(here));
    }),
    { numRuns: 300 },
  );
});

test("what is found otherwise is another sheet", () => {
  const [blank, formKey] = sheets[0] as (typeof sheets)[number];
  const fields = orderForms.find(({ key }) => key === formKey)?.fields ?? [];
  const values = { isFeasible: true, supplyTransformer: "3 号公变", approvedCapacity: 8, hasWorks: false };
  const filling: Filling = { formKey, fields, values, photos: 1, at: "2026-11-30T06:05:00Z" };
  const hash = documentHash(fillSheet(blank, filling));
  const others: Filling[] = [
    { ...filling, photos: 2 },
    { ...filling, at: "2026-11-30T06:06:00Z" },
    ...Object.entries({
      isFeasible: false,
      supplyTransformer: "4 号公变",
      approvedCapacity: 80,
      hasWorks: true,
      hasGridWorks: true,
      note: "需要加固",
    }).map(([key, one]) => ({ ...filling, values: { ...values, [key]: one } })),
  ];
  for (const other of others) assert.notEqual(documentHash(fillSheet(blank, other)), hash);
  assert.throws(() => fillSheet(examples().receipt as PaperDocument, filling), RangeError);
});
