/**
 * The papers of an order (单据): one document model for the printed page, the PDF and the hash that people sign.
 *
 * A document is content only. What hands it out (templates) fills it, what draws it (web/parts/paper, the PDF) reads it,
 * and a signature is kept beside it, never inside: so that signing does not change what was signed.
 */
import { z } from "zod";
import { instant, localDate } from "../common.ts";

/**
 * What a paper never holds: control characters, lone surrogates, characters without a shape, and marks that turn the
 * reading direction. On a legal paper they can make the eye read something else than was hashed.
 */
const unseen = "\\p{Cc}\\p{Cs}\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";
const readable = new RegExp(`^(?:[^${unseen}]|\\n)*$`, "u");
/** Each of them, for taking them out of what people typed. */
export const unseenCharacters = new RegExp(`(?!\\n)[${unseen}]`, "gu");

export const paperText = (max: number) => z.string().max(max).regex(readable);

export const paperTemplates = [
  "application-lv",
  "application-hv",
  "receipt",
  "notice",
  "survey",
  "plan-reply",
  "design-opinion",
  "interim-opinion",
  "completion-opinion",
  "meter-sheet",
  "energise-sheet",
  "contract",
  "undertaking",
  "supervision",
  "penetration-report",
  "legal-act",
  "bag-cover",
] as const;
export const paperTemplate = z.enum(paperTemplates);
export type PaperTemplate = z.infer<typeof paperTemplate>;

/** Chinese always; English where a customer may need it. */
const caption = z.strictObject({
  zh: paperText(120).refine((text) => text.length > 0),
  en: paperText(160).optional(),
});
export type Caption = z.infer<typeof caption>;

const choice = z.strictObject({ text: paperText(80), isChosen: z.boolean() });

const fieldCell = z.strictObject({
  label: caption,
  /** Empty: a blank to be filled in by hand. */
  value: paperText(4_000),
  /** Boxes to tick, printed before the value. */
  choices: z.array(choice).max(24).optional(),
  /** How many of the grid's columns the cell takes. */
  span: z.int().min(1).max(4),
  /** Room for at least so many lines, for handwriting. */
  lines: z.int().min(1).max(20).optional(),
  isStrong: z.boolean().optional(),
});
export type FieldCell = z.infer<typeof fieldCell>;

const heading = caption.optional();

const fields = z.strictObject({
  kind: z.literal("fields"),
  heading,
  columns: z.int().min(1).max(4),
  cells: z.array(fieldCell).min(1).max(80),
});

const table = z
  .strictObject({
    kind: z.literal("table"),
    heading,
    columns: z
      .array(
        z.strictObject({
          label: caption,
          weight: z.int().min(1).max(40),
          align: z.enum(["left", "center", "right"]),
        }),
      )
      .min(1)
      .max(10),
    rows: z.array(z.array(paperText(1_000))).max(300),
    /** Said under the table. */
    note: paperText(400).optional(),
  })
  .refine(
    ({ columns, rows }) => rows.every((row) => row.length === columns.length),
    "a cell for each column",
  );

const prose = z.strictObject({
  kind: z.literal("prose"),
  heading,
  tone: z.enum(["body", "note", "boxed"]),
  paragraphs: z.array(paperText(4_000)).min(1).max(60),
});

/** Numbered sentences with a hanging mark: 一、 1. （1） */
const clauses = z.strictObject({
  kind: z.literal("clauses"),
  heading,
  items: z
    .array(z.strictObject({ mark: paperText(12), text: paperText(4_000) }))
    .min(1)
    .max(120),
});

const checklist = z.strictObject({
  kind: z.literal("checklist"),
  heading,
  items: z
    .array(
      z.strictObject({
        text: paperText(400),
        isDone: z.boolean(),
        /** 已收, 可后补: what the box means, in words. */
        state: paperText(40),
        note: paperText(400).optional(),
      }),
    )
    .min(1)
    .max(80),
});

const signatureSlot = z.strictObject({
  /** `customer`, `agent`, `surveyor`: a signature names the slot it is for. */
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  label: caption,
  hasSeal: z.boolean(),
});
const signatures = z.strictObject({
  kind: z.literal("signatures"),
  heading,
  /** What signing means: 本人已阅读并同意… */
  statement: paperText(1_000).optional(),
  columns: z.int().min(1).max(3),
  slots: z.array(signatureSlot).min(1).max(9),
});

const qr = z.strictObject({
  kind: z.literal("qr"),
  heading,
  /** What the code carries: an address of this platform. */
  text: z
    .string()
    .min(1)
    .max(400)
    .regex(/^[\x21-\x7e]+$/),
  title: caption,
  lines: z.array(paperText(200)).max(6),
});

export const paperSection = z.discriminatedUnion("kind", [
  fields,
  table,
  prose,
  clauses,
  checklist,
  signatures,
  qr,
]);
export type PaperSection = z.infer<typeof paperSection>;
export type SectionOf<K extends PaperSection["kind"]> = Extract<PaperSection, { kind: K }>;

export const paperDocument = z.strictObject({
  /** The model's own version: a paper of today must be readable, and hash the same, in ten years. */
  model: z.literal(1),
  template: paperTemplate,
  title: caption,
  number: paperText(60),
  company: paperText(120),
  issuedOn: localDate,
  /** 一式两份, 客户留存: which copy this is. */
  copy: paperText(60).optional(),
  sections: z.array(paperSection).min(1).max(40),
  /** Small, above the page's foot: whom to ask. */
  footNote: paperText(300).optional(),
});
export type PaperDocument = z.infer<typeof paperDocument>;

export const documentHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Numbers in all lines of one signature; a name has some hundreds. */
export const maxStrokeNumbers = 24_000;

/** What a hand wrote, as points in a box: x and y in turn. No times and no pressure: those would be biometrics. */
export const strokes = z.strictObject({
  width: z.int().min(1).max(10_000),
  height: z.int().min(1).max(10_000),
  lines: z
    .array(
      z
        .array(z.int().min(0).max(10_000))
        .min(2)
        .max(maxStrokeNumbers)
        .refine((line) => line.length % 2 === 0, "x and y in turn"),
    )
    .min(1)
    .max(300)
    .refine((lines) => lines.reduce((sum, line) => sum + line.length, 0) <= maxStrokeNumbers, "too much ink"),
});
export type Strokes = z.infer<typeof strokes>;

/** About 150 kB of picture; its first bytes are looked at before it is drawn. */
const png = z
  .string()
  .max(200_000)
  .regex(/^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/);

export const paperSignature = z
  .strictObject({
    slot: signatureSlot.shape.key,
    signerName: paperText(80).refine((name) => name.trim() !== ""),
    signedAt: instant,
    documentHash,
    strokes: strokes.optional(),
    png: png.optional(),
  })
  .refine(({ strokes, png }) => strokes !== undefined || png !== undefined, "strokes or a picture");
export type PaperSignature = z.infer<typeof paperSignature>;
