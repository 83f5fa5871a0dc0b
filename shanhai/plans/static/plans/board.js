// Tells beside the board of whoever is selected, and drags a person onto an order or onto somebody else; links
// and buttons do as well all that this does. The focus goes where the answer is: to whoever was selected, and to
// how it stands when a button is gone with its panel.
(() => {
  const send = (kind, person, order, other) => {
    const form = document.getElementById("drop");
    if (!form) return;
    form.elements.kind.value = kind;
    form.elements.person.value = person;
    form.elements.order.value = order || "";
    form.elements.other.value = other || "";
    form.requestSubmit();
  };
  // What comes back is drawn for whoever asked: a change whose panel has been put in place of another meanwhile
  // could not be drawn any more. So a selection under way gives way to a change, and waits for one; a second
  // change is not taken before the first is drawn.
  let underWay = false;
  let latest = null;
  let next = null;
  const select = (search, link) => {
    const main = document.querySelector(".board-main");
    const source = link?.isConnected ? link : main;
    htmx.ajax("GET", main.dataset.selects + search, { source, target: "#side" });
  };
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { requestConfig, target, xhr } = event.detail;
    if (requestConfig.verb === "post") {
      if (underWay) return event.preventDefault();
      underWay = true;
      latest = null;
    } else if (target.id === "side") latest = xhr;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "side" && event.detail.xhr !== latest) event.detail.shouldSwap = false;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    underWay = false;
    if (next !== null) select(next);
    next = null;
  });

  // One listener for all: links of their own would be walked through, thousands of them, at every change.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(":is(.board-main, #side) a[href^='?']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (underWay) next = link.search;
    else select(link.search, link);
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const side = document.getElementById("side");
    // Where columns and panel stand beside each other, nothing has to be scrolled to.
    if (event.detail.target === side) {
      side.focus({ preventScroll: matchMedia("(min-width: 70rem)").matches });
      side.parentElement.scrollTop = 0;
    } else if (document.activeElement === document.body) document.getElementById("standing")?.focus();
  });

  // Somebody else has changed the board: it is loaded again, unless something is being typed or a change of
  // one's own is under way; then the next pulse tells.
  document.body.addEventListener("board-changed", (event) => {
    if (underWay) return;
    const is_own = String(event.detail.value) === document.getElementById("pulse").dataset.version;
    const typed = document.activeElement.matches("input, textarea, select") && document.activeElement.value;
    if (!is_own && !typed) location.reload();
  });

  let dragged = null;
  const chipAt = (event) => event.target.closest?.("[data-person]");
  const cardAt = (event) => event.target.closest?.("[data-order]");

  document.addEventListener("dragstart", (event) => {
    dragged = chipAt(event)?.dataset.person ?? null;
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const seats of document.querySelectorAll(".seats.takes")) seats.classList.remove("takes");
  });
  document.addEventListener("dragover", (event) => {
    const card = dragged && cardAt(event);
    if (!card) return;
    event.preventDefault();
    for (const seats of document.querySelectorAll(".seats.takes")) seats.classList.remove("takes");
    card.querySelector(".seats").classList.add("takes");
  });
  document.addEventListener("drop", (event) => {
    const card = dragged && cardAt(event);
    if (!card) return;
    event.preventDefault();
    const other = chipAt(event)?.dataset.person;
    if (other && other !== dragged) send("swap", dragged, "", other);
    else if (!other) send("pin", dragged, card.dataset.order);
  });
})();
