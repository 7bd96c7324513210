/**
 * An endpoint is plain data: one definition gives the server its validation and its permission, the web its
 * typed call, the integrator the OpenAPI page and the tests their list of routes.
 */
import type { z } from "zod";
import type { Capability } from "./capabilities.ts";
import type { FileType } from "./files.ts";
import type { ProblemCode } from "./problems.ts";

/** A sentence or label in both languages; Chinese is the one people see first. */
export type Words = { readonly zh: string; readonly en: string };

/**
 * Where a capability must be held.
 * - `company`: anywhere in the company that the caller works in (or that `{orgId}` in the path names);
 * - `unit`: on the organisation unit that `{hallId}` or `{unitId}` in the path names, or above it;
 * - `none`: the capability itself is enough (`anyone`, `signed-in`, `my.ticket`).
 */
export type Scope = "company" | "unit" | "none";

export type Method = "get" | "post" | "put" | "patch" | "delete";

type Schema = z.ZodType;

export type Endpoint<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Answer extends Schema = Schema,
> = {
  readonly method: Method;
  /** Parameters in braces, as OpenAPI writes them: `/api/halls/{hallId}/tickets`. */
  readonly path: `/api/${string}`;
  readonly capability: Capability;
  readonly scope: Scope;
  readonly summary: Words;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  /** What can go wrong here beyond the problems that every endpoint shares. */
  readonly problems?: readonly ProblemCode[];
  /** A live view: the same answer is also pushed as server-sent events at `<path>/live`. */
  readonly live?: true;
  /** The answer is a file of this media type, not JSON. */
  readonly file?: string;
  /**
   * The request body is a file: its bytes as they are, streamed, judged by their content. What goes with it (its `name`
   * too) is in the query; there is no `body`. `unpackedBytes` is for packed types (xlsx, docx, ofd), 200 MB unless said.
   */
  readonly upload?: {
    readonly maxBytes: number;
    readonly types: readonly FileType[];
    readonly unpackedBytes?: number;
  };
  /** Largest request body in bytes; 64 KiB unless said. */
  readonly bodyLimit?: number;
  /** Calls that carry no Idempotency-Key: signing in and out, whose repetition is harmless. */
  readonly repeatable?: true;
  /** A call and its answer as integrators see them; what is left out is made from the schemas (foundation/http/examples.ts). */
  readonly example?: {
    readonly params?: unknown;
    readonly query?: unknown;
    readonly body?: unknown;
    readonly answer?: unknown;
  };
  /** Open to keys of other systems, which reach nothing else: they are nobody's colleague. */
  readonly forKeys?: true;
  /** A command that may be called while the caller previews a role; every other is refused then. */
  readonly duringPreview?: true;
};

/** Declares an endpoint and keeps the types of its schemas. */
export function endpoint<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  definition: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return definition;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler receives. An endpoint without a part has `unknown` there, and should not look at it. */
export type InputOf<E extends Endpoint> = {
  params: Parsed<NonNullable<E["params"]>>;
  query: Parsed<NonNullable<E["query"]>>;
  body: Parsed<NonNullable<E["body"]>>;
};
export type AnswerOf<E extends Endpoint> = z.input<E["answer"]>;

/** What the web hands to `call(endpoint, …)`. */
export type CallOf<E extends Endpoint> = {
  params?: Given<NonNullable<E["params"]>>;
  query?: Given<NonNullable<E["query"]>>;
  body?: Given<NonNullable<E["body"]>>;
};
/** What the web gets back. */
export type ResultOf<E extends Endpoint> = z.output<E["answer"]>;
