/* Shows a theme as soon as it is chosen in the preferences; the form saves it. */
document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  if (event.target.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = event.target.value;
});
