/**
 * The PostgreSQL that all tests share, each test file with a database of its own in it. The first test that needs
 * it starts it and it stays for the next; `npm test` stops it at the end. `TEST_DATABASE_URL` (a superuser's
 * connection string) names another server instead: that is how the tests run against an older PostgreSQL.
 */
import { join } from "node:path";
import { startTestPostgres, stopTestPostgres } from "../embedded-postgres.ts";

/** The platform's secret in all tests: the application role's password comes from it, and the role is the cluster's. */
export const testSecret = "the test secret, no other, shared by all tests";

const dataDir = join(import.meta.dirname, "../../../data/test-postgres");
let running: Promise<string> | undefined;

/** The superuser's connection string. */
export function testCluster(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return Promise.resolve(given);
  running ??= startTestPostgres(dataDir);
  return running;
}

export const stopTestCluster = (): Promise<void> => stopTestPostgres(dataDir);
