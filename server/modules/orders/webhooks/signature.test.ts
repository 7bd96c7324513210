import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isSignedBy, newWebhookSecret, signatureOf } from "./signature.ts";

const secret = newWebhookSecret();
const signed = { id: "msg_1", timestamp: Math.floor(Date.now() / 1_000), body: '{"type":"order.opened"}' };

test("the standard's own example is signed as it says", () => {
  const theirs = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  assert.equal(
    signatureOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", theirs),
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("a change of id, time, body or secret is noticed; one of several signatures is enough", () => {
  const given = signatureOf(secret, signed);
  assert.ok(isSignedBy(secret, signed, given));
  assert.ok(isSignedBy(secret, signed, `v1,AAAA ${given}`));
  assert.ok(!isSignedBy(secret, { ...signed, id: "msg_2" }, given));
  assert.ok(!isSignedBy(secret, { ...signed, timestamp: signed.timestamp + 1 }, given));
  assert.ok(!isSignedBy(secret, { ...signed, body: `${signed.body} ` }, given));
  assert.ok(!isSignedBy(newWebhookSecret(), signed, given));
  assert.ok(!isSignedBy(secret, signed, ""));
});

test("the example of docs/integration.md does what it says", async () => {
  const page = readFileSync(new URL("../../../../docs/integration.md", import.meta.url), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const source = `${code}\nexport { isOurs };`;
  const { isOurs } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const headers = (timestamp: number) => ({
    "webhook-id": signed.id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatureOf(secret, { ...signed, timestamp }),
  });
  assert.equal(isOurs(headers(signed.timestamp), signed.body, secret), true);
  assert.equal(isOurs(headers(signed.timestamp), "{}", secret), false);
  assert.equal(isOurs(headers(signed.timestamp - 3_600), signed.body, secret), false, "an old one");
});
