// Keeps what is logged on a visit on this device until the server has said that it has it.
//
// Each thing gets an id of its own here, before anything is sent; the server takes the same id once. So it may be
// sent as often as the network demands. What has arrived is forgotten here, and all of it when somebody signs out.
(() => {
  "use strict";

  const STORE = "shanhai.visits";
  const bar = document.getElementById("kept");
  const account = bar.dataset.account;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) || "{}");
      // Another account's words are never sent by this one, nor shown to it.
      return kept.account === account ? kept.things : [];
    } catch {
      return [];
    }
  };
  const write = (things) => {
    if (things.length) localStorage.setItem(STORE, JSON.stringify({ account, things }));
    else localStorage.removeItem(STORE);
    tell(things);
  };
  const tell = (things) => {
    const refused = things.filter((thing) => thing.refused);
    const some = bar.dataset.some.replace("{count}", things.length);
    bar.firstElementChild.textContent = things.length ? some : bar.dataset.none;
    bar.classList.toggle("warning", things.length > 0);
    bar.querySelectorAll(".refused").forEach((line) => line.remove());
    for (const thing of refused) {
      const line = document.createElement("p");
      line.className = "refused";
      line.textContent = `${thing.text} — ${thing.refused}`;
      bar.append(line);
    }
  };

  // A form is emptied once its words are on the device: they are safe from here on.
  const keep = (form) => {
    const values = Object.fromEntries(new FormData(form));
    const thing = {
      id: crypto.randomUUID(),
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
    write([...read(), thing]);
    show(form, thing);
    form.reset();
    send();
  };
  const show = (form, thing) => {
    const line = document.createElement("li");
    line.textContent = thing.text;
    form.closest("[data-visit]").querySelector("[data-logged]").append(line);
  };

  const post = async (thing, token) =>
    fetch(bar.dataset.sync, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(thing),
      redirect: "error",
    });
  const token = async () => {
    const answer = await fetch(bar.dataset.token, { redirect: "error" });
    const told = await answer.json();
    return String(told.account) === account ? told.token : null;
  };

  // One tab sends at a time, the oldest first; what fails stays, and is tried again.
  let isSending = false;
  const send = async () => {
    if (isSending || !read().length) return;
    isSending = true;
    try {
      const with_token = await token();
      for (const thing of read()) {
        if (!with_token || thing.refused) continue;
        const answer = await post(thing, with_token);
        const told = await answer.json();
        if (answer.ok && told.kept && told.id === thing.id) {
          write(read().filter((each) => each.id !== thing.id));
        } else if (answer.status === 422) {
          write(read().map((each) => (each.id === thing.id ? { ...each, refused: told.refused } : each)));
        } else {
          break;
        }
      }
    } catch {
      // No network, or the server is away: everything is still here.
    } finally {
      isSending = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.keeps) return;
    event.preventDefault();
    keep(event.target);
  });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", send);
  window.setInterval(send, 5000);
  if (read().length) tell(read());
  send();
})();
