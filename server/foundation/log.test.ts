import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "./log.ts";

/** What a log line looks like after everything that could happen to it. */
function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  const destination = {
    write(line: string) {
      text += line;
    },
  };
  write(createLog("trace", destination));
  return text;
}

test("a line says when, how loud and which request, as JSON", () => {
  const line = JSON.parse(
    logged((log) => log.child({ requestId: "r-1" }).info({ ms: 3, status: 200 }, "answered")),
  );
  assert.equal(line.level, "info");
  assert.equal(line.requestId, "r-1");
  assert.equal(line.ms, 3);
  assert.match(line.time, /^\d{4}-\d\d-\d\dT/);
});

const canaries = {
  name: "王小明",
  phone: "13812345678",
  idNumber: "110105199003071234",
  password: "correct horse",
  cookie: "__Host-session=abcdefghijkl",
  authorization: "Bearer s3cr3t.s3cr3t",
  token: "dGhlIHRva2VuIG9mIGEgdGlja2V0",
};

test("personal fields never appear, at any depth", () => {
  const text = logged((log) => log.info({ ...canaries, deep: { list: [{ more: canaries }] } }, "x"));
  for (const canary of Object.values(canaries)) assert.ok(!text.includes(canary), canary);
});

test("personal data inside a sentence, an address or an error is removed by its shape", () => {
  const text = logged((log) => {
    log.info(`called 13812345678 about 110105199003071234 at /my/ticket/#t=${canaries.token}`);
    log.warn(`postgres://mingchuang:s3cr3t@127.0.0.1/x with Bearer s3cr3t and +86 13812345678`);
    const broken = Object.assign(new Error("duplicate key for 13812345678"), {
      code: "23505",
      constraint: "customers_phone_key",
      detail: "Key (name)=(王小明) already exists.",
    });
    log.error({ err: broken }, "failed");
    log.error(new Error("outer", { cause: broken }));
  });
  for (const canary of [...Object.values(canaries), "s3cr3t"])
    assert.ok(!text.includes(canary), `${canary} in ${text}`);
  assert.ok(text.includes("23505") && text.includes("customers_phone_key"), "what names the fault stays");
});

test("figures, times and ids are left alone", () => {
  const line = JSON.parse(
    logged((log) =>
      log.info(
        { at: 1_763_800_000_000, ticketId: "019aab12-7e3d-7cc4-8a56-0123456789ab", fen: 1_234_567 },
        "x",
      ),
    ),
  );
  assert.equal(line.at, 1_763_800_000_000);
  assert.equal(line.ticketId, "019aab12-7e3d-7cc4-8a56-0123456789ab");
  assert.equal(line.fen, 1_234_567);
});
