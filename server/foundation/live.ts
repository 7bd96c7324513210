/**
 * Live views: the server pushes the whole state of a view whenever its topic has news. State, never deltas, so
 * a screen that was away is right again with the first message. A view is loaded once per change for all who
 * watch it; a watcher may see a part of it (a phone sees its own ticket of the hall's queue).
 */
import type { EventTail, StoredEvent } from "./event-tail.ts";
import { Problem } from "./problem.ts";

export type LiveView<Loaded> = {
  readonly orgId: number;
  /** What the view is about; events of this topic, or of any of these, make it stale. */
  readonly topic: string | readonly string[];
  /** Watchers with the same key share one load. */
  readonly key: string;
  readonly load: () => Promise<Loaded>;
  /** State that time alone changes is loaded again this often, in milliseconds. */
  readonly refreshMs?: number | undefined;
};
export type Push = (state: unknown, seq: number) => void;
/** Told instead of a state when there is nothing to see any more; nothing comes after it. */
export type End = (problem: Problem) => void;

/** What no waiting mends: the thing is gone, or hides from the watcher. A database that is away is none of these. */
const final: ReadonlySet<Problem["kind"]> = new Set(["unauthenticated", "forbidden", "not-found"]);

/** Changes that come together are shown together: one load per view and interval. */
const gatherMs = 40;

type Watcher = { readonly project: (loaded: unknown) => unknown; readonly push: Push; readonly end: End };
type Shared = {
  readonly view: LiveView<unknown>;
  readonly watchers: Set<Watcher>;
  readonly stop: () => void;
  seq: number;
  stale: boolean;
  timer: NodeJS.Timeout | undefined;
  loading: boolean;
};

export class LiveHub {
  readonly #tail: EventTail;
  readonly #warn: (error: unknown) => void;
  readonly #shared = new Map<string, Promise<Shared>>();

  constructor(tail: EventTail, warn: (error: unknown) => void = () => {}) {
    this.#tail = tail;
    this.#warn = warn;
  }

  /** Watches a view until the returned function is called. The first state must be pushed by the caller. */
  async watch<Loaded>(
    view: LiveView<Loaded>,
    project: (loaded: Loaded) => unknown,
    push: Push,
    end: End = () => {},
  ): Promise<{ seq: number; stop: () => void }> {
    const key = `${view.orgId}/${view.key}`;
    let opening = this.#shared.get(key);
    if (!opening) {
      opening = this.#open(view);
      this.#shared.set(key, opening);
      opening.catch(() => this.#shared.delete(key));
    }
    const shared = await opening;
    const watcher: Watcher = { project: project as (loaded: unknown) => unknown, push, end };
    shared.watchers.add(watcher);
    const stop = () => {
      shared.watchers.delete(watcher);
      if (shared.watchers.size > 0 || this.#shared.get(key) !== opening) return;
      this.#shared.delete(key);
      shared.stop();
    };
    return { seq: shared.seq, stop };
  }

  /** How many watchers there are, for the metrics page. */
  async size(): Promise<number> {
    const all = await Promise.all(this.#shared.values());
    return all.reduce((sum, { watchers }) => sum + watchers.size, 0);
  }

  async #open(view: LiveView<unknown>): Promise<Shared> {
    const topics = new Set([view.topic].flat());
    const news = (events: readonly StoredEvent[]) => {
      shared.seq = events.at(-1)?.seq ?? shared.seq;
      if (events.some(({ topic }) => topics.has(topic))) this.#refresh(shared);
    };
    const { seq, stop } = await this.#tail.watch(view.orgId, news);
    const shared: Shared = {
      view,
      watchers: new Set(),
      stop,
      seq,
      stale: false,
      timer: undefined,
      loading: false,
    };
    return shared;
  }

  #refresh(shared: Shared): void {
    shared.stale = true;
    if (shared.loading || shared.timer) return;
    shared.timer = setTimeout(() => {
      shared.timer = undefined;
      void this.#load(shared);
    }, gatherMs);
  }

  async #load(shared: Shared): Promise<void> {
    shared.loading = true;
    shared.stale = false;
    const { seq } = shared;
    try {
      const loaded = await shared.view.load();
      for (const { project, push } of shared.watchers) push(project(loaded), seq);
    } catch (error) {
      // Somebody became one of those whom a complaint is about, an order went to another company: trying again would
      // be for ever, and meanwhile the screen would go on showing what is not for it.
      if (error instanceof Problem && final.has(error.kind)) {
        shared.stale = false;
        for (const { end } of [...shared.watchers]) end(error);
        return;
      }
      // The database is away: try again, the watchers keep their last state.
      this.#warn(error);
      shared.stale = shared.watchers.size > 0;
      await new Promise((done) => setTimeout(done, 500));
    } finally {
      shared.loading = false;
      if (shared.stale) this.#refresh(shared);
    }
  }
}
