/* The dock goes on when the network is gone. A scan that could not be sent is kept in this browser under its own number, and sent as
   soon as there is a network again: the same number twice is one scan. A scan that is made while another is on its way is kept too, as
   a hand scanner does not wait. It leaves the browser only when it was answered. What should have been held meanwhile is shown until
   somebody has looked. Without a code, Enter reaches the button that holds the box, and f opens the flag. */
(() => {
  "use strict";
  const TOGETHER = 50, AGAIN = 5000;
  const form = () => document.querySelector("form[data-dock]");
  const here = (name) => `markwarden-dock ${form()?.dataset.site} ${name}`;
  const read = (name) => JSON.parse(localStorage.getItem(here(name)) || "[]");
  const write = (name, rows) => rows.length ? localStorage.setItem(here(name), JSON.stringify(rows)) : localStorage.removeItem(here(name));
  const words = (name) => document.querySelector("[data-dock-state]").dataset[name];
  let away = !navigator.onLine, trouble = "", asking = false, sending = false;

  function show() {
    const state = document.querySelector("[data-dock-state]");
    if (!state) return;
    const kept = read("kept").length, conflicts = read("conflicts");
    const said = trouble || (away ? words("offline") : words("online"));
    state.textContent = kept ? `${said} · ${words("waiting")} ${kept}` : said;
    state.className = away || kept || trouble ? "badge wait" : "badge good";
    document.querySelector("[data-dock-kept]").hidden = !conflicts.length;
    document.querySelector("[data-dock-conflicts]").replaceChildren(...conflicts.map(conflict));
  }

  function conflict(one) {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = one.id ? `?check=${one.id}` : "";
    link.textContent = one.code;
    link.dir = "ltr";
    link.addEventListener("click", () => write("conflicts", read("conflicts").filter((other) => other.sent !== one.sent)));
    line.append(link, ` · ${one.sentence}`);
    return line;
  }

  /* True where there is a code to keep. A picture is read by the server: it stays in its field until there is a network. */
  function keep(given, sent, at) {
    const code = (given.get("code") || "").trim();
    if (!code) return false;
    const scan = { code, step: given.get("step"), sent, at, device: form().dataset.device };
    for (const name of ["seller", "destination"]) if (given.get(name)) scan[name] = given.get(name);
    write("kept", [...read("kept").filter((other) => other.sent !== sent), scan]);
    show();
    return true;
  }

  function empty() {
    const input = form().querySelector("input[name=code]");
    input.value = "";
    input.focus();
  }

  async function problem(answer) {
    try {
      const said = await answer.json();
      return Object.values(said.errors || {}).flat().join(" ") || said.detail || "";
    } catch { return ""; }
  }

  function answered(some, checks) {
    const stopped = checks.map((one, place) => ({ ...one, ...some[place], id: one.id })).filter((one) => one.answer !== "ship");
    done(some, stopped.map((one) => ({ ...one, sentence: one.reasons.map((why) => why.sentence).join(" ") })));
  }

  /* Out of what is kept, and into what somebody has to look at, in one go: neither lost nor there twice. */
  function done(some, stopped) {
    const gone = new Set(some.map((one) => one.sent));
    const lines = stopped.map(({ id, sent, code, sentence }) => ({ id, sent, code, sentence }));
    write("conflicts", [...read("conflicts").filter((one) => !gone.has(one.sent)), ...lines]);
    write("kept", read("kept").filter((one) => !gone.has(one.sent)));
  }

  async function send() {
    if (!form() || !read("kept").length || sending || asking) {
      show();
      return;
    }
    sending = true;
    try {
      let most = TOGETHER;
      while (form() && read("kept").length && most) most = await sendSome(read("kept").slice(0, most));
    } catch {
      away = true;
    } finally {
      sending = false;
    }
    show();
    if (!read("kept").length) htmx.ajax("GET", location.href, { target: "#lately", select: "#lately", swap: "outerHTML" });
  }

  /* How many may go together next, none if it is of no use now. What is refused with others is sent alone, and if it is refused
     then, it is shown with the reason. */
  async function sendSome(some) {
    const answer = await fetch(form().dataset.dock, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form().querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ scans: some, sent_at: new Date().toISOString() }),
    });
    if (answer.ok) {
      answered(some, (await answer.json()).checks);
      [away, trouble] = [false, ""];
      return TOGETHER;
    }
    if (answer.status === 422 && some.length > 1) return 1;
    if (answer.status === 422) {
      done(some, [{ ...some[0], id: "", sentence: (await problem(answer)) || words("refused") }]);
      return TOGETHER;
    }
    trouble = [401, 403].includes(answer.status) ? words("signedOut") : answer.status < 500 ? await problem(answer) : "";
    away = !trouble;
    return 0;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-dock]") && (asking || away || read("kept").length)) {
      if (!keep(new FormData(event.target), crypto.randomUUID(), new Date().toISOString())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      empty();
      send();
    } else if (away && event.target.closest("[data-dock-online]")) {
      event.preventDefault();                                  /* what was filled in stays, with its picture */
      trouble = words("later");
      show();
    }
  }, true);
  /* What htmx says of the form of scans. */
  const hear = (name, deed) => document.addEventListener(`htmx:${name}`, (event) => {
    if (event.detail.requestConfig?.elt?.matches?.("form[data-dock]")) deed(event.detail);
  });
  let given = null, sent = "", at = "";                        /* what is on its way; the field is free for the next scan */
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.matches("form[data-dock]")) return;
    [sent, at] = [crypto.randomUUID(), new Date().toISOString()];
    event.detail.parameters.set("sent", sent);
  });
  hear("beforeSend", (detail) => {
    [given, asking] = [new FormData(detail.requestConfig.elt), true];
    if (given.get("code")) empty();
  });
  const lost = () => {
    if (!keep(given, sent, at)) trouble = words("later");
    show();
  };
  hear("sendError", () => { away = true; lost(); });
  hear("responseError", ({ xhr }) => { if (xhr.status !== 422) lost(); });
  hear("beforeOnLoad", ({ xhr }) => { if (xhr.getResponseHeader("HX-Redirect")) lost(); });
  hear("afterRequest", () => { asking = false; });
  let typed = "";                                              /* of a scan that arrives while the page is being replaced */
  document.addEventListener("htmx:beforeSwap", () => { typed = form()?.querySelector("input[name=code]").value || ""; });
  document.addEventListener("htmx:afterSwap", () => {
    if (typed && form()) {
      empty();
      form().querySelector("input[name=code]").value = typed;
    }
    typed = "";
  });
  document.addEventListener("htmx:afterSettle", send);
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
  addEventListener("online", () => { [away, trouble] = [false, ""]; send(); });
  addEventListener("offline", () => { away = true; show(); });
  addEventListener("storage", show);
  setInterval(send, AGAIN);
  send();
})();
