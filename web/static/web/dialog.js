/* A link with data-dialog opens its <dialog> above the page. Without script the same link shows it as a section. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("a[data-dialog]");
  const closer = event.target.closest("a[data-close]");
  const dialog = opener ? document.querySelector(opener.getAttribute("href")) : closer?.closest("dialog");
  if (!dialog) return;
  if (closer && !dialog.open) return;
  event.preventDefault();
  if (closer) dialog.close();
  else if (!dialog.open) dialog.showModal();
});
