import assert from "node:assert/strict";
import dns from "node:dns";
import { createServer } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { isPublicAddress, Outbound, OutboundRefused } from "./outbound.ts";

const server = createServer((request, response) => {
  if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/" }).end();
  else if (request.url === "/large") response.end("x".repeat(1_500_000));
  else response.end(`${request.method} ${request.headers["x-it"] ?? ""}`);
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
after(() => server.close());
const { port } = server.address() as AddressInfo;

const strict = new Outbound();
const local = new Outbound(["localhost", "sso.corp.example"]);

test("addresses inside are told from public ones, in every notation", () => {
  for (const address of ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
    assert.ok(isPublicAddress(address), address);
  for (const address of [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:0a00:0001::",
    "2001:db8::1",
    "localhost",
    "",
  ])
    assert.ok(!isPublicAddress(address), address);
});

test("what the address alone tells is refused before anything is sent", () => {
  for (const address of [
    "http://login.example.com/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://intranet/",
    "https://user:secret@login.example.com/",
    "ftp://login.example.com/",
    "file:///etc/passwd",
    "https://169.254.169.254/latest/meta-data",
    "nothing",
  ])
    assert.throws(() => strict.check(address), OutboundRefused, address);
  assert.equal(strict.check("https://login.example.com/x").hostname, "login.example.com");
  assert.throws(
    () => local.check("http://sso.corp.example/"),
    OutboundRefused,
    "plain http is for localhost",
  );
  assert.equal(local.check("https://sso.corp.example/").hostname, "sso.corp.example");
});

test("a public name that points inside is refused when it is looked up, also a moment after it did not", async (t) => {
  const answers: string[][] = [["10.0.0.7"], ["8.8.8.8", "192.168.1.1"], ["::1"]];
  let asked = 0;
  type Found = (error: Error | null, addresses: { address: string; family: number }[]) => void;
  t.mock.method(dns, "lookup", (_host: string, _options: unknown, found: Found) => {
    const addresses = answers[asked++] ?? [];
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  });
  syncBuiltinESMExports();
  t.after(() => syncBuiltinESMExports());
  for (const _ of answers)
    await assert.rejects(
      strict.fetch("https://login.example.com/"),
      (error) => error instanceof OutboundRefused,
    );
  assert.equal(asked, answers.length, "each connection is judged by a look-up of its own");
});

test("a named host is called; redirects are not followed, large answers not read", async () => {
  const at = `http://localhost:${port}`;
  const answer = await local.fetch(`${at}/`, { method: "POST", headers: { "x-it": "1" }, body: "a=1" });
  assert.equal(await answer.text(), "POST 1");
  const away = await local.fetch(`${at}/away`);
  assert.equal(away.status, 302);
  await assert.rejects(local.fetch(`${at}/large`), /too large/);
});
