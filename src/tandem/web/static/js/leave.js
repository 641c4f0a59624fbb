// "Leave fast": the page is blank at once, the session ends behind it, and somewhere harmless opens in its place.
// Without this script the same button posts the form, which leads to the same place.
const forms = document.querySelectorAll("form[data-leave]"); // wide and narrow screens have one each
const form = forms[0];
const PRESSES = 3;
const WITHIN = 2_000;
let pressed = [];

function leave(event) {
  event?.preventDefault();
  event?.stopPropagation();
  const body = new FormData(form);
  blank();
  // Without a network the server hears of it with the next request.
  document.cookie = `left=1; path=/; max-age=86400; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(form.dataset.leave);
}

function blank() {
  document.title = "";
  document.documentElement.replaceChildren();
}

if (form?.dataset.leave) {
  for (const one of forms) one.addEventListener("submit", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      pressed = [...pressed, Date.now()].filter((at) => Date.now() - at < WITHIN);
      if (pressed.length >= PRESSES) leave();
    }
  });
}

// Back must never show what was left.
addEventListener("pagehide", (event) => event.persisted && blank());
addEventListener("pageshow", (event) => event.persisted && location.reload());
