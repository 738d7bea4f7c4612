/* The last look opens in sight with the focus on its button, so that Enter commits after a press of the mouse too.
   Without script it is a plain <details>: it opens, and its own button commits. */
(() => {
  "use strict";
  const pressed = new WeakSet();
  const commits = (event) => event.target.closest?.("details.confirm [data-commit]");

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("details.confirm > summary");
    if (summary) pressed.add(summary.parentElement);
    else if (event.detail > 1 && commits(event)) event.preventDefault();   /* a double click opens, no more */
  });

  document.addEventListener("toggle", (event) => {
    const confirm = event.target;
    if (!confirm.open || !pressed.delete(confirm)) return;     /* opened by the page itself: an error has the focus */
    confirm.scrollIntoView({ block: "nearest" });
    confirm.querySelector("[data-commit]").focus({ preventScroll: true });
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter" && commits(event)) event.preventDefault();   /* a key held too long */
  });
})();
