// "Leave fast": the page is blank at once, the session ends behind it, and somewhere harmless opens in its place.
// Without this script the same button posts the form, which leads to the same place.
const form = document.querySelector("form[data-leave]");
const PRESSES = 3;
const WITHIN = 2_000;
let pressed = [];

function leave(event) {
  event?.preventDefault();
  event?.stopPropagation();
  const body = new FormData(form);
  document.title = "";
  document.documentElement.replaceChildren();
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(form.dataset.leave);
}

if (form?.dataset.leave) {
  form.addEventListener("submit", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      pressed = [...pressed, Date.now()].filter((at) => Date.now() - at < WITHIN);
      if (pressed.length >= PRESSES) leave();
    }
  });
}

// Back must never show what was left.
addEventListener("pageshow", (event) => event.persisted && location.reload());
