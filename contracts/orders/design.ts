/**
 * The process designer (流程设计): versions of a process are drafted, checked, simulated, compared, published by a second
 * person and retired; running orders stay on their version until somebody migrates them, seen beforehand.
 */
import { z } from "zod";
import { empty, freeText, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { typeCode } from "./shapes.ts";

export const processKey = z.string().regex(/^[A-Z][A-Za-z0-9_-]{1,39}$/);
const version = z.coerce.number().int().min(1).max(1_000_000);
const elementId = z.string().max(400);
const xml = z.string().min(1).max(2_000_000);
/** A drawing with its shapes, and what JSON adds to its quotes and line ends. */
const bodyLimit = 3_000_000;

export const processState = z.enum(["draft", "published", "retired"]);
export type ProcessState = z.output<typeof processState>;

export const processVersion = z.object({
  version: z.int(),
  state: processState,
  name: words,
  note: z.string(),
  hash: z.string(),
  isShipped: z.boolean(),
  editedAt: instant,
  editedBy: z.string(),
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
  /** Orders that run by it now. */
  running: z.int(),
  /** The caller had a hand in it, so somebody else must publish it. */
  isOwn: z.boolean(),
});
export type ProcessVersion = z.output<typeof processVersion>;

export const processLine = z.object({
  key: processKey,
  name: words,
  types: z.array(z.object({ code: typeCode, name: words })),
  /** Newest first. */
  versions: z.array(processVersion),
});
export type ProcessLine = z.output<typeof processLine>;

export const listProcesses = endpoint({
  method: "get",
  path: "/api/processes",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "流程及版本", en: "Processes and their versions" },
  query: empty,
  answer: z.object({ processes: z.array(processLine) }),
});

const ofProcess = z.object({ processKey });
const ofVersion = z.object({ processKey, version });

export const readProcessVersion = endpoint({
  method: "get",
  path: "/api/processes/{processKey}/versions/{version}",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "一个流程版本的图", en: "One version of a process, with its drawing" },
  params: ofVersion,
  query: empty,
  answer: z.object({ key: processKey, version: processVersion, xml: z.string() }),
});

/** What is wrong with a drawing, in words, with the elements to light up. */
export const processFinding = words.extend({
  zh: z.string(),
  en: z.string(),
  level: z.enum(["error", "warning"]),
  code: z.string(),
  elementId: elementId.nullable(),
  path: z.array(elementId),
});
export type ProcessFinding = z.output<typeof processFinding>;

/** While somebody draws: nothing is kept. */
export const checkProcess = endpoint({
  method: "post",
  path: "/api/process-checks",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "检查流程", en: "Check a process" },
  query: empty,
  body: z.strictObject({ processKey, xml }),
  answer: z.object({ findings: z.array(processFinding) }),
  bodyLimit,
  repeatable: true,
});

/** Begins a draft or changes it. A draft may have faults; what cannot be read at all is refused. */
export const saveProcessDraft = endpoint({
  method: "put",
  path: "/api/processes/{processKey}/draft",
  capability: "orders.process.design",
  scope: "company",
  summary: { zh: "保存流程草稿", en: "Save the draft of a process" },
  params: ofProcess,
  query: empty,
  body: z.strictObject({
    xml,
    note: freeText(500).default(""),
    /** Of the draft as the editor opened it; null: there was none. */
    seenHash: z.string().max(64).nullable(),
  }),
  answer: z.object({ version: processVersion, findings: z.array(processFinding) }),
  bodyLimit,
  problems: ["processes.unreadable", "processes.key_wrong", "processes.edited_meanwhile"],
});

export const discardProcessDraft = endpoint({
  method: "delete",
  path: "/api/processes/{processKey}/draft",
  capability: "orders.process.design",
  scope: "company",
  summary: { zh: "放弃流程草稿", en: "Discard the draft of a process" },
  params: ofProcess,
  query: z.strictObject({ hash: z.string().max(64) }),
  answer: empty,
  problems: ["processes.edited_meanwhile"],
});

/** New orders begin with it from now on; what runs stays on its version. Another person than whoever edited it. */
export const publishProcess = endpoint({
  method: "post",
  path: "/api/processes/{processKey}/versions/{version}/publish",
  capability: "orders.process.publish",
  scope: "company",
  summary: { zh: "发布流程", en: "Publish a process" },
  params: ofVersion,
  query: empty,
  /** Of the drawing that was looked at. */
  body: z.strictObject({ hash: z.string().max(64) }),
  answer: z.object({ version: processVersion }),
  problems: [
    "processes.not_draft",
    "processes.edited_meanwhile",
    "processes.own_publish",
    "processes.faulty",
  ],
});

/** No new orders from now on. */
export const retireProcess = endpoint({
  method: "post",
  path: "/api/processes/{processKey}/retire",
  capability: "orders.process.publish",
  scope: "company",
  summary: { zh: "停用流程", en: "Retire a process" },
  params: ofProcess,
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["processes.not_published"],
});

const change = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export const processElement = z.object({ id: elementId, name: words });
const differences = z.object({
  added: z.array(processElement),
  removed: z.array(processElement),
  changed: z.array(processElement.extend({ changes: z.array(change) })),
});
export type ProcessDifferences = z.output<typeof differences>;

export const compareProcesses = endpoint({
  method: "get",
  path: "/api/processes/{processKey}/comparison",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "比较两个流程版本", en: "Compare two versions of a process" },
  params: ofProcess,
  query: z.strictObject({ from: version, to: version }),
  answer: z.object({
    process: z.array(change),
    nodes: differences,
    flows: differences,
    isSame: z.boolean(),
    before: z.object({ version: z.int(), xml: z.string() }),
    after: z.object({ version: z.int(), xml: z.string() }),
  }),
  problems: ["processes.same_version", "processes.faulty"],
});

const code = z.object({ code: z.string(), name: words });
export type ProcessCode = z.output<typeof code>;

/** Everything that a drawing may name, for the pickers of the designer. */
export const processVocabulary = endpoint({
  method: "get",
  path: "/api/process-vocabulary",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "流程可用的岗位、时限、表单与资料", en: "What a process may name" },
  query: empty,
  answer: z.object({
    types: z.array(code),
    posts: z.array(code),
    /** With what it is now, in words. */
    limits: z.array(code.extend({ note: z.string() })),
    forms: z.array(code),
    papers: z.array(code),
    handlers: z.array(code),
    outputs: z.array(code),
    duties: z.array(code),
    stages: z.array(code),
    variables: z.array(code.extend({ type: z.enum(["yes-no", "text", "list"]), usual: z.boolean() })),
  }),
});
