import assert from "node:assert/strict";
import { test } from "node:test";
import { EventTail } from "./event-tail.ts";
import { LiveHub } from "./live.ts";
import { Problem } from "./problem.ts";
import { testPlatform } from "./test-kit.ts";
import { addNote, createNotes, notesGate, notesRoutes, unitOfOrg } from "./testing-notes.ts";

const platform = await testPlatform();
await createNotes(platform);
const app = platform.edge(notesRoutes, notesGate);
const liveUrl = `http://localhost/api/notes/${unitOfOrg(1)}/live`;

type Message = { id: string; notes: string[] };

/** Reads a stream's states until `enough` says so. */
async function readStates(
  response: Response,
  enough: (messages: Message[]) => boolean,
  waitMs = 3_000,
): Promise<Message[]> {
  const messages: Message[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader);
  const end = AbortSignal.timeout(waitMs);
  const stopped = new Promise<undefined>((resolve) =>
    end.addEventListener("abort", () => resolve(undefined)),
  );
  let text = "";
  while (!enough(messages)) {
    const chunk = await Promise.race([reader.read(), stopped]);
    if (!chunk || chunk.done) break;
    text += chunk.value;
    for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n")) {
      const fields = new Map(
        text
          .slice(0, at)
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      text = text.slice(at + 2);
      const data = fields.get("data");
      if (data) messages.push({ id: fields.get("id") ?? "", ...(JSON.parse(data) as { notes: string[] }) });
    }
  }
  await reader.cancel();
  return messages;
}

const open = async (headers: Record<string, string> = {}, edge = app) =>
  edge.request(liveUrl, { headers: { "x-test-org": "1", ...headers } });
const has = (text: string) => (messages: Message[]) => messages.at(-1)?.notes.includes(text) ?? false;

test("a watcher gets the whole state at once and again after each change", async () => {
  const reading = open().then((stream) => readStates(stream, has("一")));
  await new Promise((done) => setTimeout(done, 200));
  await platform.command(1, (ctx) => addNote(ctx, "一"));
  const messages = await reading;
  assert.deepEqual(messages[0]?.notes, []);
  assert.deepEqual(messages.at(-1)?.notes, ["一"]);
});

test("a watcher that missed nothing gets nothing on return, one that missed something gets the state", async () => {
  const [first] = await readStates(await open(), (messages) => messages.length === 1);
  assert.ok(first);
  assert.deepEqual(await readStates(await open({ "last-event-id": first.id }), () => false, 400), []);
  await platform.command(1, (ctx) => addNote(ctx, "二"));
  const [again] = await readStates(
    await open({ "last-event-id": first.id }),
    (messages) => messages.length === 1,
  );
  assert.ok(again?.notes.includes("二"));
});

test("another process on the same database shows the same, and so it does when NOTIFY is lost", async () => {
  for (const hears of [true, false]) {
    const tail = new EventTail(platform.db, hears ? platform.appUrl : "postgres://nobody@127.0.0.1:1/none");
    tail.start();
    const other = platform.edge(notesRoutes, notesGate, { live: new LiveHub(tail) });
    const text = `from elsewhere, notified: ${hears}`;
    const reading = open({}, other).then((stream) => readStates(stream, has(text)));
    await new Promise((done) => setTimeout(done, 300));
    await platform.command(1, (ctx) => addNote(ctx, text));
    assert.ok((await reading).at(-1)?.notes.includes(text));
    await tail.stop();
  }
});

test("many watchers share one load per change", async () => {
  let loads = 0;
  const view = { orgId: 1, topic: unitOfOrg(1), key: "counted", load: async () => ++loads };
  const pushed: unknown[] = [];
  const watches = await Promise.all(
    Array.from({ length: 50 }, () =>
      platform.live.watch(
        view,
        (loaded) => loaded,
        (state) => pushed.push(state),
      ),
    ),
  );
  await platform.command(1, (ctx) => addNote(ctx, "三"));
  for (let n = 0; n < 40 && pushed.length < 50; n++) await new Promise((done) => setTimeout(done, 25));
  assert.equal(pushed.length, 50);
  assert.equal(loads, 1);
  for (const { stop } of watches) stop();
});

test("a refusal ends the watching, once; a database that is away is tried again", async () => {
  const failures: Error[] = [new Error("Connection terminated"), new Problem("thing.not_found")];
  let loads = 0;
  const load = async () => {
    loads++;
    throw failures.shift() ?? new Error("nobody should have asked again");
  };
  const ended: string[] = [];
  const { stop } = await platform.live.watch(
    { orgId: 1, topic: unitOfOrg(1), key: "hidden", load },
    (loaded) => loaded,
    () => assert.fail("there is nothing to show"),
    ({ code }) => ended.push(code),
  );
  await platform.command(1, (ctx) => addNote(ctx, "四"));
  for (let n = 0; n < 80 && ended.length === 0; n++) await new Promise((done) => setTimeout(done, 25));
  await new Promise((done) => setTimeout(done, 700));
  stop();
  assert.deepEqual([loads, ended], [2, ["thing.not_found"]]);
});

test("a stranger cannot listen, nor can another site", async () => {
  assert.equal((await app.request(liveUrl)).status, 401);
  assert.equal((await open({ origin: "https://elsewhere.example" })).status, 403);
  assert.equal((await open({ "x-test-org": "2" })).status, 404);
});
