/* What an answer needs opens when that answer is chosen. Without script it is a plain <details>, and its summary says so. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const chosen = event.target.closest("select");
    for (const part of chosen?.form?.querySelectorAll("details[data-opens-for]") ?? [])
      if (part.dataset.opensFor === chosen.value) part.open = true;
  });
})();
