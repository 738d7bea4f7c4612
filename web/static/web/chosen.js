/* "Chosen: 3" follows the ticks: an <output data-counts="listing"> counts what its form would send under that name, and the
   words of the field that data-more names: what was chosen on other pages. And what is left empty is not sent into an address. */
const unsent = (field) => { if (!field.disabled) { field.disabled = true; addEventListener("pageshow", () => { field.disabled = false; }, { once: true }); } };
for (const output of document.querySelectorAll("output[data-counts]")) {
  const form = output.closest("form");
  const words = (name) => (name && form.elements[name]?.value.split(" ").filter(Boolean)) || [];
  const chosen = () => new Set([...new FormData(form).getAll(output.dataset.counts), ...words(output.dataset.more)]);
  const count = () => { output.value = chosen().size; };
  form.addEventListener("change", count);
  addEventListener("pageshow", count);                         /* back from the next page, a browser has kept the ticks */
  form.addEventListener("submit", (event) => {                 /* without a choice to carry, a search has its address */
    if (event.submitter?.dataset.get === undefined || chosen().size) return;
    form.method = "get";
    for (const field of form.elements) {
      if (!field.value || (field.type === "hidden" && field.dataset.kept === undefined)) unsent(field);
    }
  });
}
document.addEventListener("submit", (event) => {
  if (event.target.method === "get") for (const field of event.target.elements) if (field.name && !field.value) unsent(field);
});
