/* Where a form is checked while one types and a button checks more, what the button said stays until something is typed:
   what typing had still to ask when the button was pressed is not asked. It is told before one request replaces another. */
(() => {
  "use strict";
  const pressed = new WeakSet();
  document.addEventListener("input", (event) => pressed.delete(event.target.form ?? event.target));
  document.addEventListener("htmx:confirm", (event) => {
    const element = event.detail.elt, form = element.closest("form");
    if (!form) return;
    if (element.matches("button")) pressed.add(form);
    else if (pressed.has(form)) event.preventDefault();
  });
})();
