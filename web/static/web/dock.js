/* The dock goes on when the network is gone. A scan that could not be sent is kept in this browser under its own number, and sent as
   soon as there is a network again: the same number twice is one scan. What should have been held meanwhile is shown until
   somebody has looked. Without a code, Enter reaches the button that holds the box, and f opens the flag. */
(() => {
  "use strict";
  const form = () => document.querySelector("form[data-dock]");
  const here = (name) => `markwarden-dock ${form()?.dataset.site} ${name}`;
  const read = (name) => JSON.parse(localStorage.getItem(here(name)) || "[]");
  const write = (name, rows) => rows.length ? localStorage.setItem(here(name), JSON.stringify(rows)) : localStorage.removeItem(here(name));
  let away = !navigator.onLine;

  function show() {
    const state = document.querySelector("[data-dock-state]"), kept = read("kept").length, conflicts = read("conflicts");
    if (!state) return;
    const words = away ? state.dataset.offline : state.dataset.online;
    state.textContent = kept ? `${words} · ${state.dataset.waiting} ${kept}` : words;
    state.className = away || kept ? "badge wait" : "badge good";
    document.querySelector("[data-dock-kept]").hidden = !conflicts.length;
    document.querySelector("[data-dock-conflicts]").replaceChildren(...conflicts.map((one) => {
      const line = document.createElement("li"), link = document.createElement("a");
      link.href = `?check=${one.id}`;
      link.textContent = one.code;
      line.append(link, ` · ${one.sentence}`);
      line.addEventListener("click", () => write("conflicts", read("conflicts").filter((other) => other.id !== one.id)));
      return line;
    }));
  }

  function keep(given, sent, at) {
    const scan = { code: given.get("code") || "", step: given.get("step"), sent, at, device: "page" };
    for (const name of ["seller", "destination"]) if (given.get(name)) scan[name] = given.get(name);
    if (scan.code) write("kept", [...read("kept"), scan]);
    const input = form().querySelector("input[name=code]");
    input.value = "";
    input.focus();
    away = true;
    show();
  }

  let sending = false;
  async function send() {
    const at = form(), kept = read("kept");
    if (!at || !kept.length || sending) return show();
    sending = true;
    const some = kept.slice(0, 50);
    try {
      const answer = await fetch(at.dataset.dock, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": at.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ scans: some, sent_at: new Date().toISOString() }),
      });
      if (answer.ok) {
        const { checks } = await answer.json();
        const stopped = checks.map((one, place) => ({ ...one, code: some[place].code })).filter((one) => one.answer !== "ship");
        write("conflicts", [...read("conflicts"), ...stopped.map((one) => ({ id: one.id, code: one.code, sentence: one.reasons.map((why) => why.sentence).join(" ") }))]);
        const gone = new Set(some.map((one) => one.sent));
        write("kept", read("kept").filter((one) => !gone.has(one.sent)));
        away = false;
      }
    } catch { away = true; }
    sending = false;
    show();
    if (!away && read("kept").length) send();
  }

  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches?.("form[data-dock]")) return;
    event.target.dataset.sent = crypto.randomUUID();
    event.target.dataset.at = new Date().toISOString();
    event.detail.parameters.set?.("sent", event.target.dataset.sent);
  });
  document.addEventListener("htmx:sendError", (event) => {
    const at = event.target.closest?.("form[data-dock]");
    if (at) keep(new FormData(at), at.dataset.sent, at.dataset.at);
  });
  document.addEventListener("keydown", (event) => {
    const input = event.target.closest?.("form[data-dock] input[name=code]");
    if (!input || input.value || event.ctrlKey || event.metaKey || event.altKey) return;
    const flag = document.querySelector("[data-dock-flag]"), hold = document.querySelector("[data-dock-hold]");
    if (event.key === "f" && flag) {
      event.preventDefault();
      flag.open = true;
      flag.querySelector("select, input:not([type=hidden])").focus();
    } else if (event.key === "Enter" && hold) {
      event.preventDefault();
      hold.focus();
    }
  });
  document.addEventListener("htmx:afterSettle", show);
  addEventListener("online", send);
  addEventListener("offline", () => { away = true; show(); });
  setInterval(() => { if (form() && read("kept").length) send(); }, 5000);
  send();
})();
