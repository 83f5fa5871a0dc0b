// Search and sorting of the placements. Without this script the page shows them all, in the order of the list.
(function () {
  "use strict";
  const controls = document.getElementById("controls");
  const list = document.getElementById("list");
  if (!controls || !list) return;
  const rows = Array.from(list.children);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const search = document.getElementById("search");
  const sort = document.getElementById("sort");
  const shown = document.getElementById("shown");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
      if (!row.hidden) count += 1;
    });
    shown.textContent = count;
  }

  function arrange() {
    const arranged = rows.slice();
    if (sort.value === "fit") arranged.sort((a, b) => a.dataset.fit - b.dataset.fit);
    list.append(...arranged);
  }

  search.addEventListener("input", filter);
  if (sort) sort.addEventListener("change", arrange);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
})();
