/**
 * An order closes the circle: what it brought about is entered into the customer's archive by the order itself (归档). What
 * cannot be entered by itself is said so in the order's story, and the archivist's step asks for it.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { type Change, changes } from "./archive-changes.ts";
import { whyUntouched } from "./catalogue/order-archive.ts";
import type { Handler } from "./handlers.ts";
import type { OpenOrder } from "./open-order.ts";
import { listEntered, listForms } from "./store/forms.ts";
import type { Values } from "./store/rows.ts";

export const updateArchive: Handler = async (ctx, open, { step }) => {
  const { order } = open;
  const done: Words[] = [];
  const left: Words[] = [];
  const form = await formsOf(ctx, open);
  const once: string[] = [];
  const site = {
    ctx,
    open,
    form,
    reason: `工单 ${order.number}`,
    left: (words: Words) => void left.push(words),
    entered: await listEntered(ctx, open.id),
    enter: (name: string) => void once.push(name),
  };
  for (const change of changes[order.typeCode] ?? []) {
    const said = await change(site);
    if (said) done.push(said);
  }
  const tell = (kind: string, words: readonly Words[], detail = {}) =>
    open.tell({
      kind,
      text: { zh: words.map(({ zh }) => zh).join("；"), en: words.map(({ en }) => en).join("; ") },
      stepId: step.id,
      detail,
    });
  if (done.length > 0) tell("archive-updated", done, once.length > 0 ? { once } : {});
  if (left.length > 0) tell("archive-left", left);
  if (done.length === 0 && left.length === 0) tell("archive-left", [nothing], { isNothing: true });
};

const nothing: Words = {
  zh: "档案没有可自动更新的内容，请归档员核对",
  en: "Nothing to enter by itself; the archivist checks",
};

/** Of a kind that leaves the archive as it is its story says why. */
export const archiveOrder: Handler = (_, open, { step }) => {
  const why = whyUntouched(open.order.typeCode);
  open.tell({
    kind: "archived",
    text: {
      zh: `工单资料归档${why ? `：${why.zh}` : ""}`,
      en: `Papers of the order archived${why ? `: ${why.en}` : ""}`,
    },
    stepId: step.id,
  });
};

/** Everything that was filled in, later answers before earlier ones. */
async function formsOf(ctx: Context, open: OpenOrder): Promise<Values> {
  const before = await listForms(ctx, open.id);
  const now = open.closed
    .filter(({ state, kind }) => state === "done" && kind === "task")
    .map(({ form }) => form);
  return Object.assign({}, open.order.form, ...before, ...now) as Values;
}

/** Which types enter something by themselves; for the manual and its test. */
export const enteredTypes: readonly string[] = Object.keys(changes);
export type { Change };
