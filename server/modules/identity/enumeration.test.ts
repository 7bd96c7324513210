import assert from "node:assert/strict";
import { test } from "node:test";
import { seedStaff } from "./seed.ts";
import { signIn } from "./sign-in.ts";
import { orgs, testCounty, testPassword } from "./test-county.ts";

const { platform } = await testCounty();
const known = 12;

/** With the parameters that the rules name, as real people have. */
async function employ(login: string): Promise<void> {
  const staff = { login, name: "某人", staffNumber: login, post: "R-ACC", password: testPassword, roles: [] };
  await platform.command(orgs.county, (ctx) => seedStaff(ctx, staff));
}

async function timed(login: string, n: number): Promise<number> {
  const call = {
    actor: { kind: "anyone" },
    orgId: 0,
    requestId: "a-test-request",
    ip: `10.1.0.${n}`,
  } as const;
  const started = performance.now();
  await assert.rejects(
    signIn(platform, call, { orgId: orgs.county, login, password: "Wrong-Guess-1" }, "test"),
    {
      code: "identity.sign_in_failed",
    },
  );
  return performance.now() - started;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test("a wrong password for a known name takes as long as for an unknown one", async () => {
  for (let n = 0; n < known; n++) await employ(`real${n}`);
  const times = { known: [] as number[], unknown: [] as number[] };
  // Interleaved, four attempts per name: below the pause, and under the same load of the machine.
  for (let n = 0; n < known * 4; n++) {
    times.known.push(await timed(`real${n % known}`, n));
    times.unknown.push(await timed(`ghost${n % known}`, n));
  }
  const difference = Math.abs(median(times.known) - median(times.unknown));
  // Leaving the hash out for strangers, the control, would show as the hash's own 20 to 60 ms.
  assert.ok(
    difference < Math.max(10, median(times.known) * 0.2),
    `medians differ by ${difference.toFixed(1)} ms`,
  );
});
