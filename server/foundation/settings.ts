/**
 * The configuration, read once from the environment. Settings are `PORT`, `DATABASE_URL`, `FILES_URL` and names that begin with
 * `MC_`; a name with that prefix that nobody knows is a typing error, and refuses to start rather than being ignored.
 * Business rules are not settings: they are catalogue data.
 */
import { z } from "zod";
import { StartupProblem } from "./startup-problem.ts";
import { derivedVersion, highestVersion, type VaultKey } from "./vault.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const webAddress = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, ""));

const keyBytes = 32;
const dataKey = /^(\d{1,4}):([A-Za-z0-9+/]{43}=)$/;

/** `version:base64` by commas, the newest first. Version 1 is the key that is derived from the secret. */
const dataKeys = z.string().transform((text, context): readonly VaultKey[] => {
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  const keys: VaultKey[] = [];
  for (const part of text.split(",")) {
    const [, version = "0", base64 = ""] = dataKey.exec(part.trim()) ?? [];
    const key = Buffer.from(base64, "base64");
    if (key.length !== keyBytes) return refuse("each key is version:base64 of 32 bytes, keys by commas");
    keys.push({ version: Number(version), key });
  }
  const isOrdered = keys.every(({ version }, at) => version < (keys[at - 1]?.version ?? highestVersion + 1));
  if (!isOrdered) return refuse("the newest key, with the highest version, comes first; none twice");
  if (keys.some(({ version }) => version <= derivedVersion))
    return refuse(
      `versions begin at ${derivedVersion + 1}: ${derivedVersion} is the key derived from the secret`,
    );
  return keys;
});

const schema = z.strictObject({
  /** Where all surfaces are served. 0: any free port, printed at the start. */
  PORT: port.default(8080),
  /** A PostgreSQL server, 15 to 18, as a role that may create roles and tables; ours under `MC_DATA_DIR` unless given. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The address to listen on. Other machines get in with 0.0.0.0, or better through a proxy that speaks TLS. */
  MC_HOST: z.union([z.ipv4(), z.ipv6(), z.literal("localhost")]).default("127.0.0.1"),
  /** How browsers reach us, when a proxy stands in front; in QR codes and links. */
  MC_PUBLIC_URL: webAddress.optional(),
  /** Where the database, files and the secret are kept. */
  MC_DATA_DIR: z.string().min(1).default("data"),
  /**
   * A store of objects that speaks S3, `s3://key:secret@host[:port]/bucket[/prefix]?region=…&tls=off`; files lie under
   * `MC_DATA_DIR` unless given.
   */
  FILES_URL: z
    .url({ protocol: /^s3$/ })
    .regex(/^s3:\/\/[^:@/]+:[^@/]+@[^/]+\/[^/?]+/)
    .optional(),
  /** Signs what processes of one platform must agree on; in the data directory unless given. At least 32 characters. */
  MC_SECRET: z.string().min(32).optional(),
  /** Keys that seal personal data; unless given, one derived from the secret. See the manual on changing keys. */
  MC_DATA_KEYS: dataKeys.optional(),
  /** How personal data is sealed: `aes` (AES-256-GCM) or `gm` (SM4-CTR with HMAC-SM3). */
  MC_CRYPTO: z.enum(["aes", "gm"]).default("aes"),
  MC_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** Opens /metrics to callers that are not on this machine. At least 16 characters. */
  MC_METRICS_TOKEN: z.string().min(16).optional(),
  /**
   * Hosts of one's own network that the platform may call, by commas: else it calls public https addresses only.
   * `localhost` may be plain http.
   */
  MC_OUTBOUND_HOSTS: z
    .string()
    .regex(/^[\w.-]+(,[\w.-]+)*$/)
    .transform((hosts) => hosts.toLowerCase().split(","))
    .default([]),
  /** Where messages to phones go: a gateway that takes JSON by POST. None are sent unless given. */
  MC_SMS_URL: webAddress.optional(),
  /** Database connections of one process. */
  MC_POOL_SIZE: whole(2, 200).default(10),
  /**
   * Whether an empty database is given the sample county with its sample sign-ins. Unless set: yes for the database
   * that we start ourselves, no for one named by DATABASE_URL, where real people may come to work.
   */
  MC_SAMPLE: z.enum(["on", "off"]).optional(),
  /** `moved`: business time is what the parent process says (replays and tests); never in service. */
  MC_CLOCK: z.enum(["system", "moved"]).default("system"),
  /** Requests per minute and caller. */
  MC_RATE_PER_MINUTE: whole(10, 10_000_000).default(1_200),
});

export type Settings = z.output<typeof schema>;

/** All there are, in the order of the manual: docs/configuration.md lists exactly these. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

const plain = new Set(["PORT", "DATABASE_URL", "FILES_URL"]);
const ours = (name: string) => plain.has(name) || name.startsWith("MC_");

/**
 * @throws StartupProblem naming every setting that is unknown or invalid; never its value, which may be a secret
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable is how a shell or a compose file says "not set".
  const given = Object.entries(environment).filter(
    ([name, value]) => ours(name) && value !== undefined && value !== "",
  );
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => ({ zh: `${name} 不是已知的设置`, en: `${name} is not a known setting` }))
      : [
          {
            zh: `${issue.path.join(".")} 的值无效`,
            en: `${issue.path.join(".")} is invalid (${issue.message})`,
          },
        ],
  );
  throw new StartupProblem(
    `配置有误：${faults.map(({ zh }) => zh).join("；")}。`,
    `Configuration: ${faults.map(({ en }) => en).join("; ")}.`,
  );
}
