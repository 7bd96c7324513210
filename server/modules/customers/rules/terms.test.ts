import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchCustomer } from "./match.ts";
import { spellingsOf } from "./pinyin.ts";
import { understand } from "./query.ts";
import { type Findable, openTerm, type PersonalTerm, termsOf } from "./terms.ts";

const org = 990101;
const personal: PersonalTerm = (kind, text) => openTerm(org, "run", `${kind} ${text}`);
const someone: Findable = {
  isPerson: true,
  name: "张小明",
  creditCode: null,
  accountNumbers: ["3200104512"],
  addresses: ["青禾县柳河镇中山路88号桂花园3栋2单元501室"],
  meterNumbers: ["0000817733"],
  phones: ["13812345678"],
  papers: ["32058119800101123X"],
};
const by = (given: Partial<Findable>): Findable => ({ ...someone, ...given });

/** As the index and the comparison after it would: the customer has all terms of some reading, and the text fits. */
function finds(customer: Findable, typed: string, orgId = org): boolean {
  const query = understand(orgId, typed, personal);
  if (!query) return false;
  const terms = new Set(termsOf(org, customer, personal));
  const isCandidate = query.alternatives.flat().some((wanted) => wanted.every((term) => terms.has(term)));
  return isCandidate && matchCustomer(query, customer) !== undefined;
}

test("a customer is found by everything that the archive holds of them", () => {
  for (const typed of [
    "张小明",
    "张",
    "小明",
    "明",
    "zhangxiaoming",
    "zhangx",
    "ZHANGXIAO",
    "zhangxm",
    "zxm",
    "zx",
    "zh",
    "zhāng xiǎo míng",
    "柳河",
    "中山路88号",
    "桂花园3栋",
    "３栋２单元",
    "3200104512",
    "32 0010 4512",
    "4512",
    "104512",
    "0104512",
    "0000817733",
    "817733",
    "13812345678",
    "138-1234-5678",
    "5678",
    "2345678",
    "12345678",
    "32058119800101123x",
    "123X",
    "01123x",
    "张小明 中山路",
    "中山路 张",
    "张小明 4512",
    "zxm 5678",
    "柳河 88",
    "中山路 3",
    "张小明　桂花园，501",
  ])
    assert.ok(finds(someone, typed), typed);
});

test("what is not theirs does not find them", () => {
  for (const typed of [
    "张明",
    "王小明",
    "zhangming",
    "xm",
    "中路",
    "山中",
    "4513",
    "1045",
    "999999",
    "5679",
    "张小明 4513",
    "张小明 解放路",
    "中山路 8 9",
    "张小明 9",
  ])
    assert.ok(!finds(someone, typed), typed);
});

test("too little to look for is said, not searched", () => {
  for (const typed of ["", " ", "a", "12", "123", "-", "，。", "😀", "·"])
    assert.equal(understand(org, typed, personal), undefined, typed);
  assert.ok(understand(org, "张", personal));
});

test("neighbours must be neighbours: the grams alone do not decide", () => {
  const customer = by({ name: "王小王大" });
  assert.ok(finds(customer, "小王"));
  assert.ok(!finds(customer, "王大王小"));
  assert.ok(!finds(by({ name: "王大小" }), "王小"));
});

test("all plausible readings of a surname find it; a common one does not bring others along", () => {
  for (const typed of ["shanxx", "danxx", "shanxiongxin", "danxiongxin", "sxx", "dxx"])
    assert.ok(finds(by({ name: "单雄信" }), typed), typed);
  for (const typed of ["ouyang", "ouyangxiu", "oyx"]) assert.ok(finds(by({ name: "欧阳修" }), typed), typed);
  for (const typed of ["chanyu", "shanyu"]) assert.ok(finds(by({ name: "单于明" }), typed), typed);
  for (const typed of ["lvbu", "lüb", "lb"]) assert.ok(finds(by({ name: "吕布" }), typed), typed);
  assert.ok(!finds(by({ name: "张雄信" }), "dan"));
  assert.ok(spellingsOf("乐乐乐乐乐乐", true).length <= 6);
});

test("rare characters, other scripts and the dot of a name", () => {
  const rare = by({ name: "𠮷野𠮷" });
  for (const typed of ["𠮷", "𠮷野", "野𠮷"]) assert.ok(finds(rare, typed), typed);
  assert.ok(!finds(rare, "\uD842"), "half a character is nothing");
  for (const typed of ["阿依古丽买买提", "古丽·买", "丽买"])
    assert.ok(finds(by({ name: "阿依古丽·买买提" }), typed), typed);
  for (const typed of ["john", "smith", "hn sm", "JOHN SMITH", "johnsmith"])
    assert.ok(finds(by({ name: "John Smith" }), typed), typed);
  assert.ok(finds(by({ name: "葛\u{E0100}亮" }), "葛亮"));
  assert.ok(finds(by({ name: "ＡＢＣ电子厂" }), "abc电"));
});

test("an organisation is found by its code and read as its words are read", () => {
  const bank = by({ isPerson: false, name: "青禾县重庆银行", creditCode: "91350100M000100Y43", papers: [] });
  for (const typed of ["91350100m000100y43", "100Y43", "qinghe", "qhxcqyh"])
    assert.ok(finds(bank, typed), typed);
});

test("the best comes first: the very thing, its beginning, a piece of it", () => {
  const rankOf = (name: string, typed: string) => {
    const query = understand(org, typed, personal);
    assert.ok(query);
    return matchCustomer(query, by({ name }))?.rank;
  };
  assert.deepEqual(
    ["王伟", "王伟明", "小王伟", "王明"].map((name) => rankOf(name, "王伟")),
    [0, 1, 2, undefined],
  );
  assert.deepEqual(
    ["王伟", "王伟明"].map((name) => rankOf(name, "wangwei")),
    [0, 1],
  );
});

test("company and kind are part of every term", () => {
  assert.ok(!finds(someone, "张小明", org + 1));
  const terms = (orgId: number) => termsOf(orgId, someone, (_kind, text) => openTerm(orgId, "run", text));
  const [ours, theirs] = [new Set(terms(org)), terms(org + 1)];
  assert.ok(theirs.every((term) => !ours.has(term)));
  assert.notEqual(openTerm(org, "account", "4512"), openTerm(org, "meter", "4512"));
});

const letter = fc.constantFrom(..."张王李赵单𠮷伟小明中山路号栋ab北·3568-（）");
const text = fc.array(letter, { minLength: 2, maxLength: 24 }).map((letters) => letters.join(""));

test("whatever is a fragment of two or more characters of a name or an address is found", () => {
  fc.assert(
    fc.property(text, text, fc.nat(), fc.nat(), fc.boolean(), (name, address, from, length, ofName) => {
      const source = [...(ofName ? name : address)];
      const start = from % (source.length - 1);
      const fragment = source.slice(start, start + 2 + (length % (source.length - start))).join("");
      // Of a name the dot does not count, and digits alone are not looked for.
      if (ofName && /^.?$|^\d+$/u.test(fragment.replaceAll("·", ""))) return;
      // Digits alone are a whole number of an address.
      if (/^\d+$/.test(fragment) && !(address.match(/\d+/g) ?? []).some((run) => run === fragment)) return;
      // Fewer than four digits, or signs alone, are not looked for: the refusal says so.
      if (understand(org, fragment, personal) === undefined) {
        assert.match(fragment, /^[\d·\-（）]*$|^.?[·\-（）]+.?$/u);
        return;
      }
      assert.ok(finds(by({ name, addresses: [address] }), fragment), fragment);
    }),
    { numRuns: 2_000 },
  );
});

test("terms are whole numbers of 53 bits that hardly ever meet", () => {
  const seen = new Set<number>();
  for (let n = 0; n < 200_000; n++) {
    const term = openTerm(org, "account", String(n));
    assert.ok(Number.isSafeInteger(term) && term >= 0);
    seen.add(term);
  }
  assert.equal(seen.size, 200_000);
});
