// Keeps the pages of the emergency numbers, with the alert that they showed last, for a reader who
// asked for it and has no network now. What is kept lies in one cache, filled by offline_copy.js.
const KEPT = "numbers";
const REFRESHED_EVERY_MS = 60_000;
let refreshedAt = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isOurs = origin === self.location.origin && !pathname.startsWith("/admin/");
  if (event.request.method === "GET" && isOurs) event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.status < 500) {
      if (request.mode === "navigate") event.waitUntil(refresh());
      return response;
    }
    return (await copyFor(request)) ?? response;
  } catch (error) {
    const copy = await copyFor(request);
    if (copy) return copy;
    throw error;
  }
}

// The copy of what is asked for; instead of a page that is not kept, the numbers in its language.
async function copyFor(request) {
  const cache = await caches.open(KEPT);
  const copy = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  if (copy || request.mode !== "navigate") return copy;
  const prefix = (url) => new URL(url).pathname.split("/")[1];
  const pages = (await cache.keys()).filter(({ url }) => url.endsWith("/"));
  const inLanguage = pages.find(({ url }) => prefix(url) === prefix(request.url));
  return (inLanguage ?? pages[0]) && cache.match(inLanguage ?? pages[0]);
}

// So that the copy shows the alert of this visit.
async function refresh() {
  if (Date.now() - refreshedAt < REFRESHED_EVERY_MS) return;
  refreshedAt = Date.now();
  const cache = await caches.open(KEPT);
  for (const { url } of await cache.keys()) {
    const response = await fetch(url, { cache: "no-cache" }).catch(() => null);
    if (response?.ok) await cache.put(url, response);
  }
}
