/* Single keys for people who would rather not reach for the mouse.

   An element says which key reaches it: data-key="n". A key follows a link, opens a confirm bar, chooses one of several, focuses
   a field or a submit button; it never submits, so that no single key commits. A button that a key has reached is pressed by Enter
   alone: a space would be the next letter of somebody who believes to be typing in a field. In a table with data-rows:
   j and k move, o opens the row's first link, x ticks its box or goes to what is chosen in it. <body data-keys="on|alt|off"> is the person's choice. */
(() => {
  "use strict";
  const mode = () => document.body.dataset.keys || "on";
  const rows = () => [...document.querySelectorAll("table[data-rows] > tbody > tr")];
  const selected = () => document.querySelector("table[data-rows] > tbody > tr[aria-selected='true']");
  const typing = (at) => at.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const visible = (element) => element.getClientRects().length > 0 && element.checkVisibility();   /* not in a closed bar */
  let reached = null;                                          /* the button that a key has focused */
  let chosen = "";                                             /* the id of the selected row outlives a refresh */

  function select(row) {
    selected()?.removeAttribute("aria-selected");
    row.setAttribute("aria-selected", "true");
    chosen = row.id;
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(selected());
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    select(row);
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function reach(element) {
    const confirm = element.matches("summary") && element.parentElement;
    if (confirm) {
      confirm.open = true;
      hold(confirm.querySelector("[data-commit]"));
    } else if (element.matches("a[href]")) {
      element.click();
    } else if (element.matches("input[type=radio]")) {          /* chosen; what commits it is pressed by Enter */
      element.checked = true;
      hold(element.form?.querySelector("[data-commit]") || element);
    } else {
      hold(element);
      element.select?.();
    }
  }

  function hold(element) {
    element.focus();
    reached = element.matches("button") && document.activeElement === element ? element : null;
  }

  /* The browser presses a button on the way down or on the way up: both are held back. */
  for (const way of ["keydown", "keyup"]) {
    document.addEventListener(way, (event) => {
      if (event.key === " " && reached && event.target === reached) event.preventDefault();
    }, true);
  }
  document.addEventListener("focusout", () => { reached = null; });

  function help() {
    const dialog = document.getElementById("keys");
    const list = dialog?.querySelector("[data-page-keys]");
    if (!list) return;
    list.replaceChildren();
    for (const element of [...document.querySelectorAll("[data-key]")].filter(visible)) {
      if (element.dataset.key === "/") continue;
      const words = element.cloneNode(true);
      words.querySelectorAll("kbd, .visually-hidden").forEach((part) => part.remove());
      const term = document.createElement("dt"), key = document.createElement("kbd"), says = document.createElement("dd");
      key.textContent = element.dataset.key;
      says.textContent = element.dataset.keyLabel || words.textContent.trim();
      term.append(key);
      list.append(term, says);
    }
    dialog.showModal();
  }

  const moves = {
    j: () => step(1),
    k: () => step(-1),
    o: () => selected()?.querySelector("a[href]")?.click(),
    x: () => {
      const box = selected()?.querySelector("input[type=checkbox]"), field = selected()?.querySelector("select");
      if (box) box.click();
      else if (field) hold(field);
    },
    "?": help,
  };

  function pressed(event) {
    const code = event.code || "";
    if (!event.altKey) return event.key;                       /* with Alt some keyboards type another letter */
    if (code.startsWith("Key")) return code.slice(3).toLowerCase();
    return code === "Slash" ? (event.shiftKey ? "?" : "/") : event.key;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const last = "details.confirm[open]";                      /* with the focus nowhere, the one that is open */
      const open = event.target === document.body ? document.querySelector(last) : event.target.closest?.(last);
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      else if (typing(event.target) && !document.querySelector("dialog:modal")) event.target.blur();
      return;                                                  /* out of a field, the single keys are back */
    }
    if (event.key === "Enter" && event.target.matches("input:not([type=submit], [type=button])")) {
      const form = event.target.form;                          /* Enter in a field must not skip the last look */
      if (form?.querySelector("details.confirm [data-commit]") && !event.target.closest("details.confirm")) event.preventDefault();
      return;
    }
    if (mode() === "off" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.altKey !== (mode() === "alt") || typing(event.target) || document.querySelector("dialog:modal")) return;
    const key = pressed(event);
    const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && visible(one));
    const move = moves[key];
    if (!element && !move) return;
    event.preventDefault();
    if (element) reach(element);
    else move();
  });

  document.addEventListener("htmx:afterSettle", () => {
    const row = chosen && !selected() && document.getElementById(chosen);
    if (row) select(row);
  });
})();
