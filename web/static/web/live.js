/* Pages follow the world by asking, never by being told. An element with data-live="URL" asks that address with the
   position it was made at; 304 means nothing new. Otherwise the element gets the event "refresh", and htmx fetches
   its content through the ordinary view. Asking slows down while nothing happens, and more while nobody looks; it begins
   sooner where something [data-runs], as much of that is over in seconds. */
(() => {
  "use strict";
  const FIRST = 4000, RUNS = 1000, MOST = 60000, SLOWER = 1.5;
  const first = (element) => element.querySelector("[data-runs]") ? RUNS : FIRST;
  const busy = (element) => element.contains(document.activeElement) && document.activeElement.matches("input, select, textarea, details[open] *");

  async function ask(element, wait) {
    if (!element.isConnected) return;
    if (!document.hidden && !busy(element)) {
      try {
        const position = element.dataset.position;
        const answer = await fetch(element.dataset.live, { cache: "no-store", headers: position ? { "If-None-Match": position } : {} });
        if (answer.ok) {
          element.dataset.position = answer.headers.get("ETag") || "";
          if (position) element.dispatchEvent(new CustomEvent("refresh"));
          wait = first(element);
        } else {
          wait = Math.max(wait, 1000 * (Number(answer.headers.get("Retry-After")) || 0));
        }
      } catch { /* the network is away; the next round asks again */ }
    }
    wait = Math.min(wait * SLOWER, MOST);
    setTimeout(ask, document.hidden ? MOST : wait, element, wait);
  }

  const watched = new WeakSet();
  const watch = () => document.querySelectorAll("[data-live]").forEach((element) => {
    if (watched.has(element)) return;
    watched.add(element);
    setTimeout(ask, first(element), element, first(element));
  });
  watch();
  document.addEventListener("htmx:afterSettle", watch);
  for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(trouble, (event) => event.target.toggleAttribute?.("data-failed", true));
  }
})();
