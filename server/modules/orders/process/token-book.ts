/** The tokens of one operation under way: a copy of the live ones, what was opened and what was closed. */
import type { NodeId } from "./definition.ts";
import { ProcessFault } from "./process-fault.ts";
import type { Close, CloseHow, Token, TokenId, TokenKind } from "./token.ts";

export class TokenBook {
  readonly #newId: () => TokenId;
  readonly #before: Set<TokenId>;
  /** In the order in which they were opened. */
  readonly #live = new Map<TokenId, Token>();
  readonly #byScope = new Map<TokenId | null, Set<Token>>();
  readonly #byHost = new Map<TokenId, Set<Token>>();
  readonly #closed = new Map<TokenId, CloseHow>();

  constructor(tokens: readonly Token[], newId: () => TokenId) {
    this.#newId = newId;
    this.#before = new Set(tokens.map((token) => token.id));
    for (const token of tokens) this.#add(token);
  }

  find(id: TokenId): Token | undefined {
    return this.#live.get(id);
  }

  get(id: TokenId): Token {
    const token = this.#live.get(id);
    if (!token) throw new ProcessFault("no_such_token");
    return token;
  }

  /** The scope or multi-instance around a token; undefined at the top. */
  parentOf(token: Token): Token | undefined {
    return token.scopeId === null ? undefined : this.#live.get(token.scopeId);
  }

  all(): readonly Token[] {
    return [...this.#live.values()];
  }

  inside(scopeId: TokenId | null): readonly Token[] {
    return [...(this.#byScope.get(scopeId) ?? [])];
  }

  isEmpty(scopeId: TokenId | null): boolean {
    return (this.#byScope.get(scopeId)?.size ?? 0) === 0;
  }

  open(
    nodeId: NodeId,
    kind: TokenKind,
    scopeId: TokenId | null,
    more: Partial<Pick<Token, "hostId" | "flowId" | "index" | "count">> = {},
  ): Token {
    const id = this.#newId();
    const plain = { hostId: null, flowId: null, index: null, count: null };
    const token: Token = { id, nodeId, scopeId, kind, ...plain, ...more };
    this.#add(token);
    return token;
  }

  /** A token that was live before and goes on. */
  adopt(token: Token): void {
    this.#add(token);
    this.#before.add(token.id);
  }

  /** Closes a token with everything that lives in it or goes with it. */
  close(id: TokenId, how: CloseHow): void {
    const token = this.#live.get(id);
    if (!token) return;
    this.#live.delete(id);
    this.#closed.set(id, how);
    this.#byScope.get(token.scopeId)?.delete(token);
    if (token.hostId !== null) this.#byHost.get(token.hostId)?.delete(token);
    for (const inner of [...(this.#byScope.get(id) ?? []), ...(this.#byHost.get(id) ?? [])])
      this.close(inner.id, "cancelled");
  }

  /** What both began and ended in this operation is nobody's news. */
  opened(): Token[] {
    return this.all().filter((token) => !this.#before.has(token.id));
  }

  closed(): Close[] {
    return [...this.#closed].flatMap(([tokenId, how]) =>
      this.#before.has(tokenId) ? [{ tokenId, how }] : [],
    );
  }

  #add(token: Token): void {
    this.#live.set(token.id, token);
    put(this.#byScope, token.scopeId, token);
    if (token.hostId !== null) put(this.#byHost, token.hostId, token);
  }
}

function put<Key>(index: Map<Key, Set<Token>>, key: Key, token: Token): void {
  const set = index.get(key);
  if (set) set.add(token);
  else index.set(key, new Set([token]));
}
