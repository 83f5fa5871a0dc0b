// Opens the pages of one's own visit rounds without a network. It keeps nothing itself: visits.js does, for
// whoever is signed in. Wherever there is a network, that is asked, and its word counts.
"use strict";

const PAGES = "shanhai-visits-";
//: Where a network answers nothing for so long, there is none.
const PATIENCE_MS = 8000;
const PARTS = ["document", "style", "script"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, destination } = event.request;
  if (method === "GET" && PARTS.includes(destination)) event.respondWith(answered(event.request));
});

const answered = async (request) => {
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE_MS));
  try {
    const fresh = await Promise.race([fetch(request), late]);
    if (request.destination === "document" && isShut(fresh)) await forget();
    return fresh;
  } catch {
    return (await caches.match(request, { ignoreVary: true })) || Response.error();
  }
};

// The session has ended, or the page is not for its reader any more: nothing of it stays on the device.
const isShut = (answer) => answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404;
const forget = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  await Promise.all(names.map((name) => caches.delete(name)));
};
