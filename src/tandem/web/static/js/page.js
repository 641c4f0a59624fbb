// Every page: one press sends a form once, our own sentences answer mistakes, and a failed request says so.
const WAIT = 10_000; // after this long a press may be tried again

for (const form of document.forms) form.noValidate = true;

// A device that many people use: the browser is not to offer what somebody before typed.
if ("tablet" in document.body.dataset) {
  for (const it of document.querySelectorAll("form, input")) {
    it.autocomplete = it.type === "password" ? "new-password" : "off";
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.dataset.leave && !navigator.onLine) {
    event.preventDefault(); // without a network the browser would show a page of its own, without what was typed
    say("away");
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => again(form), WAIT);
});

function again(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

addEventListener("pageshow", () => [...document.forms].forEach(again));

// htmx: a part that arrives with errors takes the focus; one that does not arrive is told.
document.addEventListener("htmx:after:swap", () => document.querySelector(".error-summary")?.focus());
document.addEventListener("htmx:before:request", () => say(""));
document.addEventListener("htmx:error", () => say("away"));
document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail?.ctx?.response?.raw?.status ?? 0;
  if (status >= 500) say("away");
  else if ([403, 404, 410].includes(status)) say("gone");
});

function say(what) {
  const place = document.getElementById("problem");
  if (place) place.textContent = what ? place.dataset[what] : "";
}

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => close((menu) => !menu.contains(event.target)));
document.addEventListener("keydown", (event) => event.key === "Escape" && close(() => true));

function close(when) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!when(menu)) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
}
