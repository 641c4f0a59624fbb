// A minute before a quiet session ends, ask; at its end, clear the page. The server decides in any case.
const WARNING = 60_000;
const TICK = 5_000;
const dialog = document.getElementById("stay");
const idle = Number(document.body.dataset.idle) * 1000;
const others = new BroadcastChannel("tandem-stay");
let last = Date.now();

function used() {
  last = Date.now();
  if (dialog.open) dialog.close();
}

async function stay() {
  const answer = await fetch("/stay/", { redirect: "manual" }).catch(() => null);
  if (!answer) return; // no network: ask again at the next tick
  if (!answer.ok) return out();
  used();
  others.postMessage("used");
}

function out() {
  document.body.replaceChildren();
  location.replace(dialog.dataset.out);
}

function look() {
  const left = idle - (Date.now() - last);
  if (left <= 0) out();
  else if (left <= WARNING && !dialog.open) dialog.showModal();
}

if (dialog && idle) {
  others.onmessage = used;
  others.postMessage("used");
  dialog.querySelector("button").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, TICK);
}
