// A form that a passkey answers: its button asks the device, and sends what the device says.
// `data-passkey` is "create" or "get"; the question is in the element that `data-options` names, or at that address.
const { create, get, supported } = window.webauthnJSON;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !supported();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    ask(form);
  });
}

async function ask(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-disabled", "true");
  try {
    const question = await options(form);
    const answer = await (form.dataset.passkey === "create" ? create : get)(question);
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    document.getElementById("problem").textContent = form.dataset.failed;
    button.removeAttribute("aria-disabled");
  }
}

async function options(form) {
  const here = document.getElementById(form.dataset.options);
  const data = here
    ? JSON.parse(here.textContent)
    : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  return data.creation_options ?? data.request_options;
}
