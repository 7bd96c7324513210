/**
 * The browsers in which pages of a test file open. The first room lasts as long as the file: what its pages have loaded and
 * compiled is there for the next test, which halves the time until a page can be used. Nothing else lasts: who was signed in
 * and what pages remembered is gone when a test is over. Whoever comes while it is taken gets a room of their own.
 */
import { type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";

const ways = { locale: "zh-CN", reducedMotion: "reduce" } as const;
const flags = [
  ...["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"],
  ...["disable-component-update", "disable-sync", "autoplay-policy=no-user-gesture-required"],
  // A page lives for seconds: compiling its scripts for speed takes a quarter more than is won.
  "js-flags=--no-opt --no-maglev",
];
/** All that a page can remember of its own; the browser's cache of scripts is none of it. */
const storageTypes = "cookies,local_storage,indexeddb,service_workers,cache_storage";

export class Rooms {
  readonly #lasting: BrowserContext;
  /** Never closed: a browser without a page may end itself. */
  readonly #anchor: Page;
  readonly #wire: CDPSession;
  #isTaken = false;
  #others: BrowserContext[] = [];

  private constructor(lasting: BrowserContext, anchor: Page, wire: CDPSession) {
    this.#lasting = lasting;
    this.#anchor = anchor;
    this.#wire = wire;
  }

  static async open(executablePath: string): Promise<Rooms> {
    const args = flags.map((flag) => `--${flag}`);
    // No folder is named: the library makes one, and removes it.
    const lasting = await chromium.launchPersistentContext("", { executablePath, args, ...ways });
    const anchor = lasting.pages()[0] ?? (await lasting.newPage());
    return new Rooms(lasting, anchor, await lasting.newCDPSession(anchor));
  }

  /** A room in which nobody is, and nobody is remembered. */
  async take(): Promise<BrowserContext> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return this.#lasting;
    }
    const browser = this.#lasting.browser();
    if (!browser) throw new Error("the browser of a lasting context is gone");
    const other = await browser.newContext(ways);
    this.#others.push(other);
    return other;
  }

  pages(): Page[] {
    return [this.#lasting, ...this.#others]
      .flatMap((room) => room.pages())
      .filter((page) => page !== this.#anchor);
  }

  /** Closes every page and forgets who was there. */
  async clear(origin: string): Promise<void> {
    const others = this.#others;
    this.#others = [];
    for (const room of others) await room.close();
    for (const page of this.pages()) await page.close();
    await this.#lasting.setOffline(false);
    await this.#lasting.clearPermissions();
    await this.#lasting.clearCookies();
    await this.#wire.send("Storage.clearDataForOrigin", { origin, storageTypes });
    this.#isTaken = false;
  }

  close(): Promise<void> {
    return this.#lasting.close();
  }
}
