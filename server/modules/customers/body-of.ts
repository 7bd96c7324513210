/** A body as the edge would hand it in, for commands of our own: what the contract gives by itself is filled in. */
import type { z } from "zod";
import type { Endpoint, InputOf } from "../../../contracts/endpoint.ts";

export function bodyOf<E extends Endpoint>(endpoint: E, body: object): InputOf<E>["body"] {
  const schema: z.ZodType | undefined = endpoint.body;
  if (!schema) throw new TypeError(`${endpoint.path} takes no body`);
  return schema.parse(body) as InputOf<E>["body"];
}
