import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson } from "../../../../contracts/orders/paper-text.ts";
import {
  type PaperDocument,
  type PaperSignature,
  paperDocument,
  paperTemplates,
} from "../../../../contracts/orders/papers.ts";
import { chineseNumber, clean, longDate, longMoment, yuan } from "./build.ts";
import { documentHash, isSignatureValid, signatureFault, signatureHash } from "./document-hash.ts";
import { receipt } from "./templates/receipt.ts";
import { survey } from "./templates/survey.ts";
import { bag, examples } from "./testing-examples.ts";
import { resident, residentReceipt } from "./testing-facts.ts";
import { standing } from "./texts.ts";

/** Every text of a document, whatever holds it. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(textsOf);
}

const sign = (document: PaperDocument): PaperSignature => ({
  slot: "customer",
  signerName: "张三",
  signedAt: "2026-11-30T01:20:00Z",
  documentHash: documentHash(document),
  strokes: { width: 1_000, height: 400, lines: [[100, 100, 300, 300, 500, 120]] },
});

test("each template has an example, fits the model and has a Chinese title", () => {
  const made = Object.values(examples());
  assert.deepEqual(new Set(made.map(({ template }) => template)), new Set(paperTemplates));
  for (const document of made) {
    assert.deepEqual(paperDocument.parse(document), document);
    assert.match(document.title.zh, /\p{Script=Han}/u);
  }
});

test("the same facts give the same document and the same hash; the order of keys does not matter", () => {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, one]) => [key, turned(one)]),
          )
        : value;
  for (const [name, document] of Object.entries(examples())) {
    const again = examples()[name] as PaperDocument;
    assert.equal(documentHash(again), documentHash(document), name);
    assert.equal(documentHash(turned(document) as PaperDocument), documentHash(document), name);
  }
  assert.equal(canonicalJson({ b: [1, "é"], a: { d: undefined, c: null } }), '{"a":{"c":null},"b":[1,"é"]}');
});

test("what was signed years ago still has its hash", () => {
  // Changing this number breaks every signature that was ever given: a new model version is needed instead.
  const document: PaperDocument = {
    model: 1,
    template: "notice",
    title: { zh: "一次性告知书" },
    number: "1",
    company: "清河县供电公司",
    issuedOn: "2026-11-30",
    sections: [{ kind: "prose", tone: "body", paragraphs: ["电"] }],
  };
  assert.equal(documentHash(document), "5b9a36574201d6bf8832ed956dd0237943e853a6e9a9f0bb653948945318b3a8");
});

test("a signature belongs to the words that were signed, and to no others", () => {
  const document = receipt(residentReceipt);
  const signature = sign(document);
  assert.equal(isSignatureValid(document, signature), true);
  const later = receipt({ ...residentReceipt, promisedOn: "2026-12-08" });
  assert.equal(signatureFault(later, signature), "other-document");
  assert.equal(signatureFault(document, { ...signature, slot: "agent" }), "unknown-slot");
  // Signing adds nothing to what is signed.
  assert.equal(documentHash(document), signature.documentHash);
});

test("changing any single text of a paper makes its signature invalid", () => {
  const document = receipt(residentReceipt);
  const signature = sign(document);
  const json = JSON.stringify(document);
  for (const text of new Set(textsOf(document.sections))) {
    if (text === "" || !/[\p{Script=Han}\d]/u.test(text)) continue;
    const changed = paperDocument.safeParse(
      JSON.parse(json.replace(JSON.stringify(text), JSON.stringify(`${text}1`))),
    );
    if (changed.success) assert.equal(isSignatureValid(changed.data, signature), false, text);
  }
});

test("other ink under the same document has another hash for the audit trail", () => {
  const signature = sign(receipt(residentReceipt));
  const forged = {
    ...signature,
    strokes: { width: 1_000, height: 400, lines: [[100, 100, 300, 301, 500, 120]] },
  };
  assert.notEqual(signatureHash(forged), signatureHash(signature));
});

test("a script stays letters; what cannot be seen is taken out", () => {
  const name = "<script>alert(1)</script>\u0000\u202e张\u200b三\ud800\r\n";
  const document = survey({ ...resident, customer: { ...resident.customer, name } });
  const texts = textsOf(document);
  assert.ok(texts.includes("<script>alert(1)</script>张三\ufffd"));
  for (const text of texts)
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
  assert.equal(clean("a\tb\r\nc\u2028d"), "a b\nc\nd");
  assert.equal(clean("e\u0301"), "é");
});

test("a document with unseen characters is refused by the model itself", () => {
  const document = receipt(residentReceipt);
  for (const bad of ["\u0007", "\u202e", "\u200b", "\ud800"])
    assert.equal(paperDocument.safeParse({ ...document, number: `1${bad}` }).success, false);
});

test("the receipt says every promised day and carries the way to follow the order", () => {
  const document = receipt(residentReceipt);
  const texts = textsOf(document);
  for (const { dueOn, step } of residentReceipt.promised) {
    assert.ok(texts.includes(longDate(dueOn)), dueOn);
    assert.ok(texts.includes(step));
  }
  const code = document.sections.find((section) => section.kind === "qr");
  assert.equal(code?.text, residentReceipt.followUrl);
});

test("the bag's cover names each form with its hash, and says why one is missing", () => {
  const [cover, ...forms] = bag();
  assert.equal(forms.length, 5);
  const texts = textsOf(cover);
  for (const form of forms) assert.ok(texts.includes(documentHash(form)), form.title.zh);
  assert.ok(texts.includes("本工程无隐蔽工程，不需要中间检查"));
});

test("standing sentences are those in force on the paper's day", () => {
  assert.ok(standing("contract.clauses", "2026-11-30").length > 5);
  assert.throws(() => standing("contract.clauses", "2020-01-01"), /in force/);
  assert.throws(() => standing("nonsense", "2026-01-01"), /nonsense/);
});

test("dates, money and numbers as papers write them", () => {
  assert.equal(longDate("2028-02-29"), "2028年2月29日");
  assert.equal(longMoment("2026-12-31T16:30:00Z"), "2027年1月1日 00:30");
  assert.equal(yuan(1_280_000), "12,800.00 元");
  assert.equal(yuan(5), "0.05 元");
  assert.equal(yuan(-100_000_000), "-1,000,000.00 元");
  assert.deepEqual([1, 10, 11, 20, 99].map(chineseNumber), ["一", "十", "十一", "二十", "九十九"]);
});
