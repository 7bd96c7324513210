/** What the published diagrams say of a node: which message it waits for, and which duty it is. Read from the XML. */
import { readOrderDiagram } from "../../contracts/orders.ts";
import type { ApiClient } from "../replay/api-client.ts";

export type Node = { readonly message: string | null; readonly duty: string | null; readonly kind: string };
export type ProcessMap = ReadonlyMap<string, Node>;

/** Asked for once per process. */
export class Maps {
  readonly #known = new Map<string, Promise<ProcessMap>>();

  of(reader: ApiClient, process: string, orderId: string): Promise<ProcessMap> {
    const known =
      this.#known.get(process) ??
      reader.call(readOrderDiagram, { params: { orderId } }).then(({ xml }) => mapOf(xml));
    this.#known.set(process, known);
    return known;
  }
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

export function mapOf(xml: string): ProcessMap {
  const names = new Map<string, string>();
  for (const [tag] of xml.matchAll(/<(?:\w+:)?message\s[^>]*>/g))
    names.set(attribute(tag, "id") ?? "", attribute(tag, "name") ?? "");
  const nodes = new Map<string, Node>();
  const activities =
    /<(?:\w+:)?(userTask|manualTask|receiveTask|intermediateCatchEvent|boundaryEvent|eventBasedGateway)\s([^>]*)>/g;
  for (const found of xml.matchAll(activities)) {
    const [tag, kind = ""] = found;
    const id = attribute(tag, "id");
    if (id === null) continue;
    // An event's message stands inside it, before the element ends.
    const rest = tag.endsWith("/>")
      ? ""
      : xml.slice(found.index + tag.length).split(new RegExp(`</(?:\\w+:)?${kind}>`))[0];
    const inner = /<(?:\w+:)?messageEventDefinition\s[^>]*>/.exec(rest ?? "")?.[0] ?? "";
    const message = names.get(attribute(tag, "messageRef") ?? attribute(inner, "messageRef") ?? "") ?? null;
    nodes.set(id, { message, duty: attribute(tag, "mc:duty"), kind });
  }
  return nodes;
}
