/** Reads server-sent events from a response. `EventSource` cannot send headers, and headers say who is calling. */
export type StreamEvent = { readonly event: string; readonly id: string; readonly data: string };

/**
 * @param onSign called for every piece that arrives, heartbeats included
 * @throws what the reader throws when the connection breaks; ends quietly when the server ends it
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onSign: () => void,
): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let id = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onSign();
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event.id) id = event.id;
        if (event.data) yield { ...event, id };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parseBlock(block: string): StreamEvent {
  const fields = { event: "message", id: "", data: "" };
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") fields.data += fields.data ? `\n${value}` : value;
    else if (name === "event" || name === "id") fields[name] = value;
  }
  return fields;
}
