/* "Chosen: 3" follows the ticks: an <output data-counts="listing"> counts what its form would send under that name. */
for (const output of document.querySelectorAll("output[data-counts]")) {
  const form = output.closest("form");
  const count = () => {
    output.value = new Set(new FormData(form).getAll(output.dataset.counts)).size;
  };
  form.addEventListener("change", count);
  addEventListener("pageshow", count);                         /* back from the next page, a browser has kept the ticks */
}
