/* Keys, by their place on the keyboard (event.code): a Persian layout changes event.key.

   - an element with data-press="KeyU" is clicked, or focused where it takes text
   - an element with data-go="KeyI" is followed after g
   - j and k move over elements with data-row; Enter opens the row's first link
   - Shift+Slash (?) opens the dialog that lists the page's keys */

let isGoing = false;
let at = -1;

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !/^(checkbox|radio|submit|button)$/.test(target.type);

const takesText = (element) =>
  /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(checkbox|radio)$/.test(element.type);

/* Digits of the number pad count as digits. */
const place = (code) => code.replace(/^Numpad(\d)$/, "Digit$1").replace("NumpadEnter", "Enter");

function press(element) {
  if (takesText(element)) {
    element.focus();
    return;
  }
  element.click();
  const inside = element.tagName === "SUMMARY" && element.parentElement.querySelector("input, select");
  if (inside) inside.focus();
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return;
  at = Math.max(0, Math.min(rows.length - 1, at + step));
  rows.forEach((row, index) => row.classList.toggle("is-at", index === at));
  const link = rows[at].querySelector("a");
  if (link) link.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

function wanted(code) {
  if (isGoing) {
    isGoing = false;
    return document.querySelector(`[data-go="${code}"]`);
  }
  return document.querySelector(`[data-press="${code}"]`);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.code === "Escape") event.target.blur();
    return;
  }
  const code = place(event.code);
  if (code === "Slash" && event.shiftKey) {
    event.preventDefault();
    showKeys();
    return;
  }
  if (event.shiftKey || (code === "Enter" && event.target.closest("a, button, summary"))) return;
  const element = wanted(code);
  if (element) {
    event.preventDefault();
    press(element);
  } else if (code === "KeyG") {
    isGoing = true;
    setTimeout(() => { isGoing = false; }, 1500);
  } else if (code === "KeyJ") move(1);
  else if (code === "KeyK") move(-1);
}

document.addEventListener("keydown", onKey);
document.querySelectorAll("[data-show-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", showKeys);
});
