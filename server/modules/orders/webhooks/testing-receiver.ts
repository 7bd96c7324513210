/** Another system that is told: a real HTTP server with moods, which keeps what a good receiver would keep. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { type WebhookBody, webhookBody } from "../../../../contracts/orders.ts";
import { isSignedBy } from "./signature.ts";

/** `dies`: deals with it and falls over before it answers. */
export type Mood = "well" | "fails" | "refuses" | "dies" | "slow" | { readonly lateMs: number };

export type Receiver = {
  readonly url: string;
  secret: string;
  mood: (body: WebhookBody) => Mood;
  /** What it has dealt with, each id once. */
  readonly done: WebhookBody[];
  /** Every call, also those that it had dealt with. */
  readonly calls: { readonly id: string; readonly attempt: number; readonly isSigned: boolean }[];
};

export async function startReceiver(): Promise<Receiver> {
  const seen = new Set<string>();
  const receiver: Receiver = { url: "", secret: "", mood: () => "well", done: [], calls: [] };
  const server = createServer(async (request, response) => {
    const raw = await textOf(request);
    const header = (name: string) => String(request.headers[name] ?? "");
    const id = header("webhook-id");
    const signed = { id, timestamp: Number(header("webhook-timestamp")), body: raw };
    const isSigned = isSignedBy(receiver.secret, signed, header("webhook-signature"));
    receiver.calls.push({ id, attempt: Number(header("webhook-attempt")), isSigned });
    const body = webhookBody.parse(JSON.parse(raw));
    const mood = receiver.mood(body);
    if (mood === "refuses") return void request.socket.destroy();
    if (mood === "fails") return end(response, 503);
    if (!seen.has(id)) {
      seen.add(id);
      receiver.done.push(body);
    }
    if (mood === "dies") return void request.socket.destroy();
    if (mood === "slow") await new Promise((done) => setTimeout(done, 60));
    if (typeof mood === "object") await new Promise((done) => setTimeout(done, mood.lateMs));
    end(response, 204);
  });
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(receiver, { url: `http://localhost:${(server.address() as AddressInfo).port}/hook` });
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
