/* The answer to a form takes the address of the page with the form, so that Back and Reload show that page again instead
   of asking to send the form once more, or failing where the browser may keep nothing. */
{
  const page = document.body.dataset.instead;
  if (page) history.replaceState(history.state, "", page);
}
