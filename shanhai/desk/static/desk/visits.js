// Keeps what is logged on a visit on this device until the server has said that it has it.
//
// Each thing gets an id of its own here, before anything is sent; the server takes the same id once. So it may be
// sent as often as the network demands. What has arrived is forgotten here, and all of it when somebody signs out.
(() => {
  "use strict";

  const bar = document.getElementById("kept");
  const told = bar.dataset;
  const OURS = `shanhai.visits.${told.account}.`;
  const PAGES = "shanhai-visits-";

  // On the device: a line of storage for each thing, so that two open pages never overwrite each other's.
  const read = () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(OURS))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .sort((one, other) => one.at - other.at);
  const store = (thing) => localStorage.setItem(OURS + thing.id, JSON.stringify(thing));
  const forget = (thing) => localStorage.removeItem(OURS + thing.id);

  // What stands on the page: a line for each thing at its stop, or below the bar when its stop is elsewhere.
  const made = (kind, text, look = "") => {
    const part = document.createElement(kind);
    part.textContent = text;
    part.className = look;
    return part;
  };
  const stop = (thing) => document.querySelector(`[data-visit="${thing.visit}"]`);
  const line = (thing) => {
    const found = document.querySelector(`[data-thing="${thing.id}"]`);
    if (found) return found;
    const item = document.createElement("li");
    item.dataset.thing = thing.id;
    (stop(thing)?.querySelector("[data-logged]") || bar.querySelector("ul")).append(item);
    return item;
  };
  const show = (thing, arrived = null) => {
    const words = thing.what === "visit" ? `${told.visited} ${thing.text}` : thing.text;
    const [look, state] = arrived ? ["done", told.arrived] : thing.refused ? ["bad", thing.refused] : ["waits", told.here];
    line(thing).replaceChildren(made("span", state, `chip ${look}`), ` ${arrived?.number || ""} ${words}`);
    if (thing.refused) line(thing).append(...choices(thing));
    const form = thing.what === "visit" && stop(thing)?.querySelector('form[data-keeps="visit"]');
    if (form) form.hidden = !thing.refused;
  };
  const choices = (thing) => {
    const again = made("button", told.again, "button quiet");
    const away = made("button", told.forget, "button quiet grave");
    again.addEventListener("click", () => {
      delete thing.refused;
      store(thing);
      show(thing);
      send();
    });
    away.addEventListener("click", () => {
      forget(thing);
      line(thing).remove();
      count();
    });
    return [again, away];
  };
  const count = (words = "") => {
    const left = read().length;
    const text = left ? words || told.some.replace("{count}", left) : told.none;
    bar.firstElementChild.textContent = text;
    bar.classList.toggle("warning", left > 0);
  };

  // An id that nobody else draws; `randomUUID` is not there without HTTPS.
  const drawn = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // A form is emptied once its words are on the device: they are safe from here on.
  const keep = (form) => {
    const values = Object.fromEntries(new FormData(form));
    const thing = {
      id: drawn(),
      at: Date.now(),
      what: form.dataset.keeps,
      visit: Number(form.closest("[data-visit]").dataset.visit),
      text: values.text || "",
      topic: values.topic || "",
      on: values.on || "",
      consented: "consented" in values,
    };
    if (thing.what === "request" && !thing.text.trim()) {
      form.elements.text.focus();
      return;
    }
    try {
      store(thing);
    } catch {
      bar.firstElementChild.textContent = told.full;
      return;
    }
    show(thing);
    form.reset();
    count();
    send();
  };

  const ask = (address, more = {}) => fetch(address, { redirect: "manual", ...more });
  const post = (thing, token) =>
    ask(told.sync, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(thing),
    });
  // A fresh token, if this device's session still belongs to whoever wrote what is kept here.
  const token = async () => {
    const answer = await ask(told.token);
    const said = answer.ok ? await answer.json() : {};
    return String(said.account) === told.account ? said.token : null;
  };
  const refuse = (thing, why) => {
    store({ ...thing, refused: why });
    show({ ...thing, refused: why });
  };
  // Whether the next one may be sent: what the server will never take stays here and holds nothing else up.
  const settle = async (thing, answer) => {
    if (answer.status === 403 || answer.status === 404) refuse(thing, told.gone);
    else if (answer.status === 422) refuse(thing, (await answer.json()).refused);
    else if (!answer.ok) return false;
    else {
      const said = await answer.json();
      if (!said.kept || said.id !== thing.id) return false;
      forget(thing);
      show(thing, said);
    }
    return true;
  };

  // One page sends at a time, the oldest first; what fails stays, and is tried again.
  let isSending = false;
  const send = async () => {
    const waiting = () => read().filter((thing) => !thing.refused);
    if (isSending || !waiting().length) return;
    isSending = true;
    let words = "";
    try {
      const ours = await token();
      if (!ours) words = told.signIn;
      for (const thing of ours ? waiting() : []) {
        if (!(await settle(thing, await post(thing, ours)))) break;
      }
    } catch {
      // No network, or the server is away: everything is still here.
    } finally {
      isSending = false;
      count(words);
    }
    if (!waiting().length) keepPage();
  };

  // The page of one's own round and what it is drawn with are kept too, so that it opens without a network.
  const keepPage = async () => {
    if (!window.caches || !navigator.serviceWorker) return;
    const mine = PAGES + told.account;
    const others = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== mine);
    await Promise.all(others.map((name) => caches.delete(name)));
    const parts = [...document.querySelectorAll('link[rel="stylesheet"], script[src]')];
    const kept = await caches.open(mine);
    for (const address of [location.pathname, ...parts.map((part) => part.href || part.src)]) {
      const answer = await fetch(address, { redirect: "error" });
      if (answer.ok) await kept.put(address, answer);
    }
    await navigator.serviceWorker.register(told.worker);
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.keeps) return;
    event.preventDefault();
    keep(event.target);
  });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", send);
  window.setInterval(send, 5000);
  const kept = read();
  kept.forEach((thing) => show(thing));
  if (kept.length) count();
  keepPage().catch(() => {});
  send();
})();
