/**
 * Addresses inside the page are the part after `#`: `#/halls/<id>?tab=windows`. Links, the back button and
 * reloading work, and the server needs to know nothing of them.
 */
import { useMemo, useSyncExternalStore } from "react";

export type Route = { readonly path: readonly string[]; readonly query: URLSearchParams };

const listen = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};
const current = () => window.location.hash.slice(1);

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, current);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** The address of a page; parts that are empty are left out of the query. */
export function address(
  path: readonly string[],
  query: Record<string, string | number | undefined | null> = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

export function go(...to: Parameters<typeof address>): void {
  window.location.hash = address(...to);
}
