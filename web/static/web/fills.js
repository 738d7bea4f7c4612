/* Ticks in a <details data-fills="ID"> stand for the numbers typed in that field, and follow it. Without script what is ticked is
   sent beside the line, and added to it. */
(() => {
  "use strict";
  const words = (field) => field.value.split(/[\s,;]+/).filter(Boolean);
  const boxes = (list) => [...list.querySelectorAll("input[type=checkbox]")];
  const field = (list) => document.getElementById(list.dataset.fills);

  function follow(list) {
    const typed = new Set(words(field(list)));
    for (const box of boxes(list)) {
      box.checked = typed.has(box.value);
      box.removeAttribute("name");                             /* the line says it all */
    }
  }

  document.querySelectorAll("details[data-fills]").forEach(follow);
  document.addEventListener("input", (event) => {
    for (const list of document.querySelectorAll("details[data-fills]")) if (field(list) === event.target) follow(list);
  });
  document.addEventListener("change", (event) => {
    const list = event.target.closest("details[data-fills]");
    if (!list) return;
    const line = field(list), box = event.target;
    const kept = words(line).filter((word) => word !== box.value);
    line.value = (box.checked ? [...kept, box.value] : kept).join(", ");
    line.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
