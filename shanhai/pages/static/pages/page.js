// Small comforts; every page works without them.
(() => {
  "use strict";

  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  // A menu closes when the reader turns to something else, or presses Escape.
  const closeOthers = (event) => each("details.menu[open]", (menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("click", closeOthers);
  document.addEventListener("focusin", closeOthers);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    each("details.menu[open]", (menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // One tick chooses all rows of the page.
  document.addEventListener("change", (event) => {
    if (!("chooseAll" in event.target.dataset)) return;
    event.target.form.querySelectorAll('input[name="chosen"]').forEach((row) => {
      row.checked = event.target.checked;
    });
  });

  // A field beside a list of names adds the one that is picked; without scripts the names are typed.
  each("input[data-adds-to]", (field) => {
    field.hidden = false;
    field.addEventListener("change", () => {
      const options = [...field.list.options].map((option) => option.value);
      if (!options.includes(field.value)) return;
      const list = document.getElementById(field.dataset.addsTo);
      const before = list.value.trim();
      const name = field.value.replace(/ \([^()]*\)$/, "");
      list.value = (before ? before + "；" : "") + name + field.dataset.followedBy;
      field.value = "";
      list.focus();
    });
  });

  // Whoever has signed in anew in another tab may go on here: the token of the forms follows the cookie.
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
  const renew = () => {
    const now = token();
    if (now) each('input[name="csrfmiddlewaretoken"]', (field) => { field.value = now; });
  };
  window.addEventListener("focus", renew);
  document.addEventListener("htmx:configRequest", (event) => {
    if (token()) event.detail.headers["X-CSRFToken"] = token();
  });

  // A part of a page that meets the end of the session says so, and leaves everything typed where it is.
  document.addEventListener("htmx:responseError", (event) => {
    const dialog = document.getElementById("session-ended");
    if (event.detail.xhr.status === 401 && dialog && !dialog.open) dialog.showModal();
  });

  // Signing out clears this device of what its reader has kept for visits; what has not been sent would be lost, so
  // they are asked first. It goes once they are signed out: without a network nobody is, and nothing is lost. What
  // another account has kept here stays for it.
  const KEPT = "shanhai.visits.";
  const LEAVING = "shanhai.leaving";
  const signOut = document.querySelector("form[data-loses]");
  const forget = (account) => {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`${KEPT}${account}.`));
    own.forEach((key) => localStorage.removeItem(key));
  };
  const forgetPages = async (except = "") => {
    if (!window.caches) return;
    const names = (await caches.keys()).filter((name) => name.startsWith("shanhai-visits-"));
    names.filter((name) => name !== except).forEach((name) => caches.delete(name));
  };
  document.addEventListener("submit", (event) => {
    if (event.target !== signOut) return;
    const { loses, account } = signOut.dataset;
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
    const own = kept.filter((key) => key.startsWith(`${KEPT}${account}.`));
    if (own.length && !window.confirm(loses.replace("{count}", own.length))) {
      event.preventDefault();
      return;
    }
    localStorage.setItem(LEAVING, account);
    signOut.elements.others.value = own.length < kept.length ? "yes" : "";
  }, true);
  const leaving = localStorage.getItem(LEAVING);
  localStorage.removeItem(LEAVING);
  const isSignedOut = document.body.classList.contains("signed-out");
  if (leaving && isSignedOut) forget(leaving);
  if (isSignedOut) forgetPages().catch(() => {});
  else if (signOut) forgetPages(`shanhai-visits-${signOut.dataset.account}`).catch(() => {});

  // A form that has been sent is not sent again by a second click; the server holds to it as well.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    // What is answered with a file leaves the page as it is: after a while it may be sent again.
    window.setTimeout(() => free(form), 4000);
  });
  const free = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  };
  window.addEventListener("pageshow", () => {
    each("form[data-sent]", free);
    renew();
  });
})();
