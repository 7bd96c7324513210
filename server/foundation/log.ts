/**
 * Structured logs. Personal data and secrets are removed twice: by the name of the field, and, for what slipped into
 * a sentence, by its shape in the finished line.
 */
import pino, { type DestinationStream, type Logger } from "pino";

export type { Logger };

/** Fields whose value no log needs. Names of things (a hall, a service) travel under other names than a person's. */
const personal = new Set(
  [
    "name,customerName,fullName,displayName,staffName,actorName,nickname",
    "phone,mobile,tel,telephone,idNumber,idCard,licence,address,accountNumber,bankCard,email",
    "password,newPassword,oldPassword,passphrase,secret,token,tokenHash,totp,totpSecret,otp,pairingCode",
    "cookie,setCookie,set-cookie,authorization,csrf,sessionId,idempotencyKey,idempotency-key",
    "comment,body,payload,before,after,parameters,values,detail,where,query",
  ]
    .join(",")
    .split(","),
);
const hidden = "[removed]";
const deepest = 6;

/** A copy of a value without personal fields. Deeper than six levels there is nothing a log should show. */
export function withoutPersonalData(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return hidden;
  if (value instanceof Error) return ofError(value, depth);
  if (Array.isArray(value)) return value.map((item) => withoutPersonalData(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      personal.has(key) ? hidden : withoutPersonalData(item, depth + 1),
    ]),
  );
}

/** PostgreSQL puts the values of the offending row into `detail`; only what names the fault is kept. */
function ofError(error: Error, depth: number): object {
  const facts = ["code", "constraint", "table", "column", "schema", "syscall"].flatMap((key) => {
    const fact: unknown = Reflect.get(error, key);
    return typeof fact === "string" ? [[key, fact]] : [];
  });
  const cause = error.cause === undefined ? {} : { cause: withoutPersonalData(error.cause, depth + 1) };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(facts),
    ...cause,
  };
}

/** Shapes that give personal data and secrets away inside a sentence, a stack or an address. */
const shapes: readonly [RegExp, string][] = [
  [
    /(?<![\d.])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
    "[id number]",
  ],
  [/(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)/g, "[phone]"],
  [/(?<![\d.])62\d{14,17}(?!\d)/g, "[bank card]"],
  [/(\bBearer\s+)[\w.~+/-]+=*/gi, `$1${hidden}`],
  [/([?&#](?:t|token|code|key|secret|password)=)[^&\s"'\\]+/gi, `$1${hidden}`],
  [/(\b__Host-[\w-]+=)[^;\s"'\\]+/g, `$1${hidden}`],
  [/(\b\w+:\/\/[^\s:/@"']+:)[^\s@/"']+@/g, `$1${hidden}@`],
];

export function withoutPersonalShapes(line: string): string {
  return shapes.reduce((text, [shape, replacement]) => text.replace(shape, replacement), line);
}

/** @param destination standard output unless given */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      err: (error: unknown) => withoutPersonalData(error),
      error: (error: unknown) => withoutPersonalData(error),
    },
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => withoutPersonalData(fields) as Record<string, unknown>,
    },
    hooks: { streamWrite: withoutPersonalShapes },
  };
  return destination ? pino(options, destination) : pino(options);
}
