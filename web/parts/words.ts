/**
 * What the pages say, in Chinese and English. A text that lacks one language, a key that does not exist or a fact that
 * the text does not name does not compile.
 */
import { useSyncExternalStore } from "react";
import type { Words } from "../../contracts/endpoint.ts";

export type Language = "zh" | "en";
/** Chinese first, then English; facts in braces: `["{n} 人", "{n} people"]`. */
export type Text = readonly [zh: string, en: string];

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type FactNames<T extends Text> = NamesIn<T[0]> | NamesIn<T[1]>;
type FactsOf<T extends Text> = [FactNames<T>] extends [never]
  ? []
  : [facts: Readonly<Record<FactNames<T>, string | number>>];

export type Translate<W extends Record<string, Text>> = {
  /** In the language that the page speaks now. */
  <K extends keyof W>(key: K, ...facts: FactsOf<W[K]>): string;
  /** In both languages: for what is spoken or printed twice. */
  both<K extends keyof W>(key: K, ...facts: FactsOf<W[K]>): Words;
};

/** `const t = defineWords({ ahead: ["前面 {n} 人", "{n} ahead of you"] }); t("ahead", { n: 3 })` */
export function defineWords<const W extends Record<string, Text>>(texts: W): Translate<W> {
  const say = (
    key: keyof W,
    language: Language,
    facts?: Readonly<Record<string, string | number>>,
  ): string => {
    const text = texts[key]?.[language === "zh" ? 0 : 1] ?? "";
    return facts ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "")) : text;
  };
  const translate = <K extends keyof W>(key: K, ...[facts]: FactsOf<W[K]>) => say(key, current, facts);
  translate.both = <K extends keyof W>(key: K, ...[facts]: FactsOf<W[K]>): Words => ({
    zh: say(key, "zh", facts),
    en: say(key, "en", facts),
  });
  return translate;
}

const store = "mingchuang.language";
const listeners = new Set<() => void>();
let current: Language = typeof localStorage === "undefined" ? "zh" : remembered();

function remembered(): Language {
  try {
    return localStorage.getItem(store) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

/** @param keep whether the next visit begins in this language too; not on a kiosk, whose next customer is another */
export function setLanguage(language: Language, { keep = true } = {}): void {
  current = language;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  if (keep) localStorage.setItem(store, language);
  for (const listener of listeners) listener();
}

export const getLanguage = (): Language => current;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The page's language; whoever calls this is drawn again when it changes. Call it at the top of each surface. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, getLanguage);
}

/** Data that carries both languages, in the page's. */
export const pick = (words: Words): string => words[current];
