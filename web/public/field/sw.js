/**
 * The shell of the field page, kept on the phone: the page opens without a network. Scripts and styles carry their content's
 * hash in their names, so what is kept is right for ever; the page itself is asked for again whenever the network is there.
 * Nothing of the interface (/api/) is ever kept here: work is in IndexedDB, where signing out removes it.
 */
const cacheName = "field-shell-1";
const patienceMs = 3000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The page names what it is made of; what is no longer among it goes. */
self.addEventListener("message", (event) => {
  const urls = event.data?.keep;
  if (!Array.isArray(urls)) return;
  event.waitUntil(
    caches.open(cacheName).then(async (cache) => {
      const kept = await cache.keys();
      await Promise.all(
        kept.filter(({ url }) => !urls.includes(url)).map((request) => cache.delete(request)),
      );
      const missing = urls.filter(
        (url) => !kept.some((request) => request.url === url) || !url.includes("/assets/"),
      );
      await Promise.all(missing.map((url) => cache.add(url).catch(() => undefined)));
      event.ports[0]?.postMessage("kept");
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/"))
    return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
});

/** From the network while it answers soon; a valley with one bar of signal is no network. */
async function page(request) {
  const cache = await caches.open(cacheName);
  const shell = new URL("/field/", self.location.origin).href;
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    if (response.ok) await cache.put(shell, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(shell);
    if (kept) return kept;
    throw error;
  }
}

async function asset(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}
