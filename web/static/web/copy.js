/* A button with data-copy="ID" copies the text of that element. It is there only with script, as without one it does
   nothing: the text can be marked and copied by hand. */
(() => {
  "use strict";
  const show = () => document.querySelectorAll("button[data-copy][hidden]").forEach((button) => { button.hidden = false; });

  async function copied(source) {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      return true;
    } catch {                                                  /* refused, or a page without TLS: marked, then the old way */
      getSelection().selectAllChildren(source);
      return document.execCommand("copy");
    }
  }

  show();
  document.addEventListener("htmx:afterSettle", show);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (source && await copied(source)) button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
  });
})();
