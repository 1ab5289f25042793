/* Small comforts of forms; each form works without them.

   - data-submits: a choice applies at once
   - a form that was sent is not sent twice by an impatient key */

document.querySelectorAll("select[data-submits]").forEach((select) => {
  select.addEventListener("change", () => select.form.requestSubmit());
});

document.querySelectorAll("form[method='post']").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
});

/* coming back with the browser's button finds the form ready again */
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
