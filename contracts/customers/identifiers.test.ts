import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import masks from "../../catalogue/masks.json" with { type: "json" };
import * as check from "./identifiers.ts";
import { masksBy } from "./masks.ts";
import { type Checked, creditAlphabet } from "./typed.ts";

const today = "2026-03-04";
const faultOf = (checked: Checked) => (checked.ok ? undefined : checked.fault);
const codeOf = (checked: Checked) => faultOf(checked)?.code;
const id = (typed: string) => check.checkResidentId(typed, { today });
const format = (pattern: string) => {
  const parsed = check.parseFormat(pattern);
  assert.ok(parsed, pattern);
  return parsed;
};

const validIds = ["11010519491231002X", "440524188001010014"];
const validCodes = ["91350100M000100Y43", "91320505MA000T3X5F", "913205051234567889"];

test("the standards' vectors pass", () => {
  for (const one of validIds)
    assert.deepEqual({ ...id(one) }, { ok: true, value: one, changes: [], form: "current" });
  for (const one of validCodes) assert.equal(codeOf(check.checkCreditCode(one)), undefined, one);
  assert.equal(check.birthOf("440524188001010014"), "1880-01-01");
  assert.equal(check.sexOf("11010519491231002X"), "female");
  assert.equal(check.passesLuhn("79927398713"), true);
});

/** A valid number of any region, day and sequence. */
const anyId = fc
  .record({
    region: fc.constantFrom("110101", "320106", "440524", "659001", "710000", "810000", "830000", "911124"),
    day: fc.integer({ min: 0, max: 60_000 }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, day, sequence }) => {
    const born = Temporal.PlainDate.from("1860-01-01").add({ days: day }).toString().replaceAll("-", "");
    const head = `${region}${born}${String(sequence).padStart(3, "0")}`;
    const last = [..."0123456789X"].find((digit) => id(head + digit).ok);
    assert.ok(last !== undefined, head);
    return head + last;
  });

/** Every way to change one character. */
const changed = (text: string, letters: string) =>
  [...text].flatMap((was, at) =>
    [...letters]
      .filter((letter) => letter !== was)
      .map((letter) => text.slice(0, at) + letter + text.slice(at + 1)),
  );

test("a resident identity number with any one changed character is refused", () => {
  fc.assert(
    fc.property(anyId, (valid) => {
      for (const wrong of changed(valid, "0123456789X")) assert.equal(id(wrong).ok, false, wrong);
    }),
    { numRuns: 40 },
  );
});

test("a credit code with any one changed character is refused", () => {
  for (const valid of validCodes)
    for (const wrong of changed(valid, creditAlphabet))
      assert.equal(check.checkCreditCode(wrong).ok, false, wrong);
});

test("a bank card with any one changed digit is refused; a company's account has no check digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^62\d{13,16}$/), (head) => {
      const card = [..."0123456789"].map((digit) => head + digit).find((one) => check.checkBankCard(one).ok);
      assert.ok(card);
      for (const wrong of changed(card, "0123456789"))
        assert.equal(check.checkBankCard(wrong).ok, false, wrong);
      assert.equal(check.checkBankAccount(head).ok, true);
    }),
    { numRuns: 100 },
  );
});

test("what was meant is read from full-width, look-alike, spaced and lower-case input, and told", () => {
  const typed = "  1101О5 １９49-1231-002х ";
  const read = id(typed);
  assert.equal(read.ok && read.value, "11010519491231002X");
  assert.deepEqual(
    read.changes.map(({ from, to, why }) => `${from}>${to} ${why}`),
    [
      "О>0 look-alike",
      " > separator",
      "１>1 full-width",
      "９>9 full-width",
      "-> separator",
      "-> separator",
      "х>X look-alike",
    ],
  );
  assert.equal(read.changes[0]?.position, 7);
  const lower = check.checkCreditCode("9135O1ooм000100y43");
  assert.equal(lower.ok && lower.value, "91350100M000100Y43");
  const phone = check.checkPhone("＋86 138-0013-8000");
  assert.equal(phone.ok && phone.value, "13800138000");
  assert.equal(phone.changes[0]?.why, "country-code");
});

test("any way of typing a number means the same number", () => {
  const wide = (letter: string) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0);
  const ways: ((letter: string) => string)[] = [
    (a) => a,
    wide,
    (a) => `${a} `,
    (a) => `-${a}`,
    (a) => a.toLowerCase(),
  ];
  fc.assert(
    fc.property(
      anyId,
      fc.array(fc.nat(ways.length - 1), { minLength: 18, maxLength: 18 }),
      (valid, picks) => {
        const typed = [...valid].map((letter, at) => ways[picks[at] ?? 0]?.(letter)).join("");
        const read = id(typed);
        assert.equal(read.ok && read.value, valid, typed);
      },
    ),
  );
});

test("a refusal says which character is wrong", () => {
  const cases: [Checked, string, object][] = [
    [id("1101051949123#002X"), "customers.id_character", { position: 14, character: "#" }],
    [id("1101051949123王002X"), "customers.id_character", { position: 14, character: "王" }],
    [id("110105X9491231002X"), "customers.id_character", { position: 7, character: "X" }],
    [id("11010519491231002"), "customers.id_length", { length: 17, expected: 18 }],
    [id("001010519491231002"), "customers.id_region", { from: 1, to: 2, region: "00" }],
    [id("81000119491231002X"), "customers.id_region", { from: 1, to: 6, region: "810001" }],
    [id("11010519491331002X"), "customers.id_date", { from: 11, to: 12, characters: "13" }],
    [id("11010519490229002X"), "customers.id_date", { from: 13, to: 14, characters: "29" }],
    [id("11010510491231002X"), "customers.id_date", { from: 7, to: 10, characters: "1049" }],
    [id("110105202603050024"), "customers.id_future", { from: 7, to: 14 }],
    [id("110105491231002"), "customers.id_old", {}],
    [
      check.checkCreditCode("9135010VM000100Y43"),
      "customers.credit_character",
      { position: 8, character: "V" },
    ],
    [
      check.checkCreditCode("9135A100M000100Y43"),
      "customers.credit_character",
      { position: 5, character: "A" },
    ],
    [check.checkCreditCode("91350100M000100Y4"), "customers.credit_length", { length: 17, expected: 18 }],
    [check.checkPhone("1380013800"), "customers.phone_length", { length: 10, expected: 11 }],
    [check.checkPhone("12800138000"), "customers.phone_start", { position: 2, character: "2" }],
    [check.checkPhone("138001380a0"), "customers.phone_character", { position: 10, character: "a" }],
    [check.checkPhone("0513855512"), "customers.landline", { length: 10 }],
    [
      check.checkPaper("E1234", "hk-macao-permit"),
      "customers.paper_length",
      { length: 5, least: 9, most: 11 },
    ],
    [
      check.checkAccountNumber("12345O789", format("^\\d{10}$")),
      "customers.account_length",
      { length: 9, expected: "10" },
    ],
    [
      check.checkAccountNumber("12345#7890", format("^\\d{10}$")),
      "customers.account_character",
      { position: 6, character: "#" },
    ],
    [
      check.checkAccountNumber("0234567890", format("^[1-9]\\d{9}$")),
      "customers.account_character",
      { position: 1, character: "0" },
    ],
    [
      check.checkAccountNumber("12345678901", format("^\\d{10}$")),
      "customers.account_length",
      { length: 11, expected: "10" },
    ],
    [check.checkName("王\u202e小明"), "customers.name_character", { position: 2, character: "U+202E" }],
    [check.checkName("王小😀明"), "customers.name_emoji", { position: 3, character: "😀" }],
    [check.checkName(" \t"), "customers.name_empty", {}],
    [check.checkName("王".repeat(51)), "customers.name_long", { length: 51, most: 50 }],
  ];
  for (const [checked, code, facts] of cases) assert.deepEqual(faultOf(checked), { code, facts }, code);
});

test("the old 15-digit form is only read, and marked", () => {
  const old = check.checkResidentId("110105491231002", { today, reading: true });
  assert.equal(old.ok && old.form, "old");
  assert.equal(check.birthOf("110105491231002"), "1949-12-31");
  assert.equal(
    codeOf(check.checkResidentId("110105491331002", { today, reading: true })),
    "customers.id_date",
  );
});

test("two neighbours swapped are named when nothing else explains the failing check digit", () => {
  fc.assert(
    fc.property(anyId, fc.integer({ min: 14, max: 15 }), (valid, at) => {
      const letters = [...valid];
      const [a = "", b = ""] = letters.slice(at, at + 2);
      fc.pre(a !== b);
      letters.splice(at, 2, b, a);
      const fault = faultOf(id(letters.join("")));
      assert.match(fault?.code ?? "", /^customers\.id_check/);
      // When one swap is named, undoing it gives a valid number.
      if (fault?.code !== "customers.id_check_swap") return;
      const { position, next } = fault.facts;
      const undone = [...letters];
      const [i, j] = [Number(position) - 1, Number(next) - 1];
      [undone[i], undone[j]] = [undone[j] ?? "", undone[i] ?? ""];
      assert.equal(id(undone.join("")).ok, true);
    }),
  );
  assert.deepEqual(faultOf(id("11010519491213002X")), {
    code: "customers.id_check_swap",
    facts: { position: 13, next: 14 },
  });
});

test("company formats: only plain patterns are taken, and none is slow", () => {
  for (const pattern of ["^\\d{10}$", "^[A-C]\\d{6,12}$", "^3[0-2]\\d{11}$", "^\\d{13}$"]) format(pattern);
  for (const pattern of [
    "\\d{10}",
    "^(\\d+)+$",
    "^\\d*$",
    "^.{10}$",
    "^\\d{1,99}$",
    "^[^0]\\d$",
    "^\\d{0}$",
    "^a|b$",
    "^$",
  ])
    assert.equal(check.parseFormat(pattern), undefined, pattern);
  fc.assert(
    fc.property(
      fc.constantFrom("^\\d{10}$", "^[A-C]\\d{6,12}$", "^3[0-2]\\d{0,5}7\\d{2}$"),
      fc.string({ unit: fc.constantFrom(..."0123789ABC") }),
      (pattern, text) => {
        assert.equal(check.checkAccountNumber(text, format(pattern)).ok, new RegExp(pattern).test(text));
      },
    ),
  );
});

test("names keep what is rare and lose what is invisible", () => {
  for (const name of [
    "张三",
    "𠮷田",
    "葛\u{E0100}城",
    "阿依古丽·买买提",
    "O'Brien",
    "Zoë Müller",
    "王".repeat(50),
    "㐱㔾",
  ]) {
    const read = check.checkName(name);
    assert.equal(read.ok && read.value, name.normalize("NFC"), name);
  }
  const read = check.checkName("　阿依古丽•买买提　");
  assert.equal(read.ok && read.value, "阿依古丽·买买提");
  assert.equal(check.lengthOfName("𠮷田"), 2);
  for (const name of ["👨‍👩‍👧", "🇨🇳", "张\u200b三", "张\u0000", "a\u0301".repeat(51), "❤️", "1️⃣"])
    assert.equal(check.checkName(name).ok, false, JSON.stringify(name));
});

const rowOf = (kind: string) => masks.find((row) => row.kind === kind) ?? { first: 0, last: 0 };
const mask = masksBy({
  name: rowOf("name"),
  phone: rowOf("phone"),
  paper: rowOf("paper"),
  bank: rowOf("bank"),
  account: rowOf("account"),
});

test("masks are those of the service rules", () => {
  assert.equal(mask.name("张三丰"), "张*");
  assert.equal(mask.name("𠮷田"), "𠮷*");
  assert.equal(mask.phone("13812341234"), "138****1234");
  assert.equal(mask.paper("32012345678901001X"), "320***********001X");
  assert.equal(mask.bank("6222021234561234"), "************1234");
  assert.equal(mask.account("1234567890"), "******7890");
  assert.equal(mask.address("江苏省南通市崇川区人民路8号幸福花园3幢201室"), "江苏省南通市崇川区人民路***");
});

test("a mask never shows more than two thirds, never the whole", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.constantFrom("phone", "paper", "bank", "account"),
      (text, kind) => {
        const masked = mask[kind as "phone"](text.replaceAll("*", "x"));
        const stars = [...masked].filter((letter) => letter === "*").length;
        assert.ok(stars * 3 >= check.lengthOfName(text), `${text} ${masked}`);
      },
    ),
  );
});
