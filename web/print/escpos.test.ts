import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeSlip, readStatus, wrap } from "./escpos.ts";
import { columnsOf } from "./gb18030.ts";
import { PrintFailed } from "./printer.ts";
import { layoutSlip, type PaperSlip } from "./slip-layout.ts";
import { wiredPrinter } from "./wire.ts";

const address = "https://hall.example/my/ticket/#t=AAAAAAAAAAAAAAAAAAAAAA";
const slip: PaperSlip = {
  ticketId: "0197a3c0-0000-7000-8000-000000000001",
  number: "B1024",
  hallName: { zh: "青溪县城区供电营业厅", en: "Qingxi Town Hall" },
  serviceName: { zh: "交费与账务", en: "Payment" },
  ahead: 7,
  wait: { lowS: 720, midS: 900, highS: 1_080 },
  takenAt: "2026-03-02T01:05:00Z",
  priority: "priority",
  hint: { zh: "一楼 1–4 号窗口", en: "Windows 1–4, ground floor" },
  papers: [{ zh: "户号", en: "Account number" }],
  missedRule: {
    zh: "叫号 3 次未到为过号，30 分钟内可激活一次。",
    en: "Missed after 3 calls; may return once within 30 min.",
  },
  hotlines: ["95598", "12398"],
  customerName: "张*",
  progressPath: "/my/ticket/#t=AAAAAAAAAAAAAAAAAAAAAA",
  copy: 0,
};

const gb = (text: string, bytes: Uint8Array) => new TextDecoder("gb18030").decode(bytes).includes(text);
const holds = (bytes: Uint8Array, ...part: number[]) => Buffer.from(bytes).includes(Buffer.from(part));

for (const columns of [32, 48] as const) {
  test(`a slip of ${columns} columns carries number, Chinese text, QR code and cut`, () => {
    const bytes = encodeSlip(layoutSlip(slip, address), columns);
    assert.ok(holds(bytes, 0x1b, 0x40), "initialises");
    assert.ok(holds(bytes, 0x1c, 0x26), "Chinese font");
    assert.ok(holds(bytes, 0x1d, 0x21, 0x33), "a huge line");
    for (const text of [
      "B1024",
      "交费与账务",
      "前面等候：7 人",
      "约 12–18 分钟",
      "2026-03-02 09:05",
      "95598 / 12398",
      "张*",
    ]) {
      assert.ok(gb(text, bytes), text);
    }
    assert.ok(holds(bytes, 0x1d, 0x28, 0x6b), "native QR command");
    assert.ok(Buffer.from(bytes).includes(address), "the address is in the QR code");
    assert.ok(holds(bytes, 0x1d, 0x56), "cuts");
  });
}

test("no line is longer than the paper is wide, and nothing is lost by wrapping", () => {
  for (const columns of [8, 12, 32]) {
    const lines = wrap(slip.missedRule.zh + slip.missedRule.en, columns);
    for (const line of lines) assert.ok(columnsOf(line) <= columns, line);
    const squeeze = (text: string) => text.replaceAll(/\s/g, "");
    assert.equal(squeeze(lines.join("")), squeeze(slip.missedRule.zh + slip.missedRule.en));
  }
});

test("offline slips do not pretend to know the queue", () => {
  const bytes = encodeSlip(layoutSlip({ ...slip, ahead: null, wait: null }, address), 48);
  assert.ok(!gb("前面等候", bytes));
});

test("reads what printers say about themselves", () => {
  assert.deepEqual(readStatus([0x12, 0x12, 0x12, 0x12]), { ready: true });
  assert.deepEqual(readStatus([0x12, 0x12, 0x12, 0x72]), { ready: false, fault: "paper-out" });
  assert.deepEqual(readStatus([0x1a, 0x16, 0x12, 0x12]), { ready: false, fault: "cover-open" });
  assert.deepEqual(readStatus([0x1a, 0x12, 0x12, 0x12]), { ready: false, fault: "offline" });
  assert.deepEqual(readStatus([undefined, undefined, undefined, undefined]), { ready: true });
});

test("paper that runs out in the middle of a slip is a failed print", async () => {
  let asked = 0;
  const wire = {
    write: async () => {},
    readByte: async () => {
      asked += 1;
      return asked <= 4 ? 0x12 : 0x72;
    },
  };
  const printer = wiredPrinter(
    "serial",
    { driver: "serial", columns: 48, baudRate: 9_600, previewPaperOut: false },
    async () => wire,
  );
  await assert.rejects(
    printer.print(slip, address),
    (error) => error instanceof PrintFailed && error.fault === "paper-out",
  );
});
