/**
 * Sends what was done on site: pictures first, then the step, then the signed sheet, each under the key that it got when it was done. Whatever breaks
 * off in between is sent again and is the same one. A refusal is kept with its reason until a person has seen to it.
 */
import { addPicture, signSheet } from "../../contracts/orders/field.ts";
import type { FormValues } from "../../contracts/orders/shapes.ts";
import { claimStep, completeStep } from "../../contracts/orders/steps.ts";
import { ApiProblem, call } from "../parts/api.ts";
import { upload } from "../parts/upload.ts";
import { type Act, dropAct, dropDraft, keepAct, listActs, type Picture } from "./store.ts";

const listeners = new Set<() => void>();
export function onActs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const tellActs = () => {
  for (const listener of listeners) listener();
};

/** One tab at a time; the others see the result. @returns whether everything of this person's is sent or refused */
export async function sync(staffId: string): Promise<boolean> {
  if (!("locks" in navigator)) return sendAll(staffId);
  return navigator.locks.request("field-sync", { ifAvailable: true }, (lock) =>
    lock ? sendAll(staffId) : Promise.resolve(false),
  );
}

async function sendAll(staffId: string): Promise<boolean> {
  for (const act of await listActs()) {
    if (act.staffId !== staffId || act.refusal) continue;
    try {
      await send(act);
      await dropAct(act.actId);
      await dropDraft(act.stepId);
    } catch (error) {
      if (!(error instanceof ApiProblem) || mayPass(error)) return false;
      const { code, zh, en } = error.document;
      const present = (await listActs()).find(({ actId }) => actId === act.actId) ?? act;
      await keepAct({ ...present, refusal: { code, zh, en } });
    } finally {
      tellActs();
    }
  }
  return true;
}

/** Signed out, asked too often, server busy: nothing is wrong with the work. */
const mayPass = ({ code, document }: ApiProblem) =>
  code === "access.sign_in" || document.status === 429 || document.status >= 500;

async function send(given: Act): Promise<void> {
  let act = given;
  const { orderId, stepId } = act;
  for (const picture of act.pictures) {
    if (picture.sentAs) continue;
    const { kind, blob, takenAt, key } = picture;
    const name = `${kind}-${takenAt.slice(0, 10)}.${blob.type === "image/png" ? "png" : "jpg"}`;
    const input = { params: { orderId }, query: { name, kind, stepId, takenAt } };
    const { pictureId } = await upload(addPicture, input, blob, { key });
    act = {
      ...act,
      pictures: act.pictures.map((one) => (one.key === key ? { ...one, sentAs: pictureId } : one)),
    };
    await keepAct(act);
  }
  const params = { orderId, stepId };
  if (act.isCompleted) return sendSheet(act);
  if (act.claimKey) {
    const { line } = await call(claimStep, { params, body: {} }, { attempts: 2, key: act.claimKey });
    act = { ...act, claimKey: null, version: line.version };
    await keepAct(act);
  }
  const body = {
    version: act.version,
    form: { ...act.values, ...picturesOf(act.pictures) },
    note: act.note,
    doneAt: act.doneAt,
  };
  await call(completeStep, { params, body }, { attempts: 2, key: act.actId });
  if (!act.sheet) return;
  // Kept before the signature goes: whatever becomes of that, the step is not done twice.
  act = { ...act, isCompleted: true };
  await keepAct(act);
  await sendSheet(act);
}

/** Bound to the words that the customer saw: where the server's paper has others by now, it is refused. */
async function sendSheet({ orderId, stepId, sheet }: Act): Promise<void> {
  if (!sheet) return;
  const { slot, signerName, hash, png, strokes, key } = sheet;
  const body = { slot, signerName, documentHash: hash, png, ...(strokes && { strokes }) };
  await call(signSheet, { params: { orderId, stepId }, body }, { attempts: 2, key });
}

/** The form names pictures by their ids; a signature is one, photos are a list. */
function picturesOf(pictures: readonly Picture[]): FormValues {
  const byField = Map.groupBy(pictures, ({ field }) => field);
  return Object.fromEntries(
    [...byField].map(([field, list]) => {
      const ids = list.flatMap(({ sentAs }) => sentAs ?? []);
      return [field, list[0]?.kind === "signature" ? (ids.at(-1) ?? "") : ids];
    }),
  );
}
