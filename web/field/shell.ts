/** Keeps the page itself on the phone (`public/field/sw.js`), once all of it has been loaded. */
export async function keepShell(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/assets/`));
  const { promise, resolve } = Promise.withResolvers<void>();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => resolve();
  active?.postMessage({ keep: [`${location.origin}/field/`, ...new Set(loaded)] }, [channel.port2]);
  await promise;
  document.documentElement.dataset.shell = "kept";
}
