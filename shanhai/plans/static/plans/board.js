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
  // One listener for all: links of their own would be walked through, thousands of them, at every change.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".board-main a[href^='?']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { selects } = link.closest(".board-main").dataset;
    htmx.ajax("GET", selects + link.search, { source: link, target: "#side" });
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
  let underWay = false;
  for (const [name, is] of [["htmx:beforeRequest", true], ["htmx:afterRequest", false]]) {
    document.body.addEventListener(name, (event) => {
      if (event.detail.requestConfig.verb === "post") underWay = is;
    });
  }
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
