import assert from "node:assert/strict";
import { test } from "node:test";
import type { SerialPort } from "../parts/serial-port.ts";
import { type Card, decodeCard } from "./card.ts";
import { FrameSplitter } from "./frames.ts";
import { portWire } from "./port.ts";
import { watchReader } from "./talk.ts";
import { type PlayedCard, PlayedReader, readAnswer } from "./testing-reader.ts";

const resident: PlayedCard = {
  name: "欧阳晓明",
  number: "990101194910020018",
  address: "青禾县柳溪镇正街 12 号 3 栋 502 室",
  expires: "长期",
};
const seen = (card: PlayedCard) => {
  const [answer] = new FrameSplitter().add(readAnswer(card));
  assert.ok(answer?.kind === "answer");
  return decodeCard(answer.data);
};

test("the four kinds of cards are read, each by its own layout", () => {
  const { name, number, address } = resident;
  assert.deepEqual(seen(resident), {
    ...{ kind: "id-card", name, number, address: address ?? null, expiresOn: null },
  });
  const permit = { ...resident, type: "J", number: "99000019800101001x", expires: "20300501" } as const;
  assert.deepEqual(seen(permit), {
    ...{ kind: "id-card", name, number: "99000019800101001X", address, expiresOn: "2030-05-01" },
  });
  const foreign = {
    ...{
      type: "I" as const,
      name: "",
      englishName: "DOE JANE",
      number: "CAN310180010101",
      expires: "20280301",
    },
  };
  assert.deepEqual(seen(foreign), {
    ...{ kind: "foreign-residence", name: "DOE JANE", number: foreign.number, address: null },
    expiresOn: "2028-03-01",
  });
  assert.equal(seen({ ...foreign, name: "多珍" })?.name, "多珍");
  const long = "MAXIMILIANA ALEXANDRA OF THE HILLSIDE BRIDGE";
  assert.deepEqual(
    [seen({ ...foreign, type: "Y", englishName: long, number: "931124198001010016" })?.name],
    [long],
  );
});

test("photo, ethnicity, sex and issuer stay behind; what is no card is none", () => {
  assert.deepEqual(Object.keys(seen(resident) ?? {}).sort(), [
    ...["address", "expiresOn", "kind", "name", "number"],
  ]);
  assert.equal(seen({ ...resident, name: "" }), undefined);
  assert.equal(seen({ ...resident, number: "12" }), undefined);
  assert.equal(seen({ ...resident, expires: "soon" }), undefined);
  assert.equal(seen({ ...resident, type: "Q" as "J" }), undefined);
  assert.equal(decodeCard(new Uint8Array(20)), undefined);
});

/** A serial port whose other end is the played reader; answers come in pieces of seven bytes. */
function playedPort(reader: PlayedReader, cutAfter = Number.POSITIVE_INFINITY) {
  let left = cutAfter;
  let line: ReadableStreamDefaultController<Uint8Array> | undefined;
  const unplugged: (() => void)[] = [];
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => {
      line = controller;
    },
  });
  const writable = new WritableStream<Uint8Array>({
    write(bytes) {
      const answer = reader.answer(bytes);
      for (let at = 0; at < answer.length && left > 0; at += 7) {
        const piece = answer.slice(at, Math.min(at + 7, at + left));
        left -= piece.length;
        line?.enqueue(piece);
      }
      if (left <= 0) {
        line?.error(new Error("unplugged"));
        for (const tell of unplugged) tell();
      }
    },
  });
  const port: SerialPort = {
    ...{ readable, writable, open: async () => {}, close: async () => {} },
    getInfo: () => ({}),
    addEventListener: (_, listener) => unplugged.push(listener),
  };
  return port;
}

async function watched(reader: PlayedReader, port: SerialPort, steps: readonly (() => void)[]) {
  const cards: Card[] = [];
  let [ready, unreadable] = [0, 0];
  const stop = new AbortController();
  const running = watchReader(
    portWire(port),
    {
      onReady: () => ready++,
      onUnreadable: () => unreadable++,
      onCard: (card) => cards.push(card),
    },
    stop.signal,
    5,
  );
  const failed = running.then(
    () => undefined,
    (error: unknown) => error,
  );
  for (const step of steps) {
    step();
    await Promise.race([failed, new Promise((done) => setTimeout(done, 150))]);
  }
  stop.abort();
  return { names: cards.map(({ name }) => name), ready, unreadable, error: await failed, reader };
}

for (const findsOnce of [false, true])
  test(`a card is told once however long it lies there, and again when it comes back (finds once: ${findsOnce})`, async () => {
    const reader = new PlayedReader();
    reader.findsOnce = findsOnce;
    const { names, ready, unreadable, error } = await watched(reader, playedPort(reader), [
      () => reader.lay(resident),
      () => reader.take(),
      () => reader.lay({ ...resident, name: "林秀英" }),
    ]);
    assert.deepEqual(names, ["欧阳晓明", "林秀英"]);
    assert.deepEqual([ready, unreadable, error], [1, 0, undefined]);
  });

test("a card of no known kind is said to be unreadable once; the next one is read", async () => {
  const reader = new PlayedReader();
  const { names, unreadable } = await watched(reader, playedPort(reader), [
    () => reader.lay({ ...resident, expires: "?" }),
    () => reader.lay(resident),
  ]);
  assert.deepEqual([names, unreadable], [["欧阳晓明"], 1]);
});

test("unplugged in the middle of a card: nothing is told of it, and the page learns that the reader is gone", async () => {
  const reader = new PlayedReader();
  const { names, error } = await watched(reader, playedPort(reader, 700), [() => reader.lay(resident)]);
  assert.deepEqual(names, []);
  assert.match(String(error), /gone/);
});
