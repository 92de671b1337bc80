// `<form data-upload>`: while its file is sent, its `[data-upload-shown]` says how much of it is, and
// can stop it. Without this the browser sends the same form by itself and says less.

export function watchUploads(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-upload") || event.defaultPrevented) return;
    const shown = form.querySelector<HTMLElement>("[data-upload-shown]");
    if (!shown) return;
    event.preventDefault();
    send(form, shown);
  });
}

function send(form: HTMLFormElement, shown: HTMLElement): void {
  const bar = shown.querySelector("progress");
  const said = shown.querySelector<HTMLElement>("[role=status]");
  const stop = shown.querySelector<HTMLButtonElement>("[data-upload-stop]");
  const request = new XMLHttpRequest();
  const say = (text: string | undefined) => {
    if (said && said.textContent !== text) said.textContent = text ?? "";
  };
  const ended = (text: string | undefined) => {
    if (bar) bar.hidden = true;
    if (stop) stop.hidden = true;
    say(text);
    delete form.dataset.sent;
  };
  shown.hidden = false;
  if (bar) {
    bar.hidden = false;
    bar.value = 0;
  }
  if (stop) {
    stop.hidden = false;
    stop.onclick = () => request.abort();
  }
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable || event.total === 0) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    if (bar) bar.value = percent;
    // Read aloud every ten percent, not at every piece.
    say((shown.dataset.said ?? "").replace("#", String(percent - (percent % 10))));
  });
  request.upload.addEventListener("load", () => {
    if (stop) stop.hidden = true;
    say(shown.dataset.saving);
  });
  request.addEventListener("error", () => ended(shown.dataset.failed));
  request.addEventListener("abort", () => ended(shown.dataset.stopped));
  request.addEventListener("load", () => {
    if (request.responseText === "") ended(shown.dataset.failed);
    else show(request.responseText, request.responseURL);
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
}

/** The answer takes the place of the page, as if the browser had sent the form itself. */
function show(text: string, address: string): void {
  const page = new DOMParser().parseFromString(text, "text/html");
  history.pushState({}, "", address);
  document.title = page.title;
  document.body.replaceWith(document.importNode(page.body, true));
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("turbo:load"));
}
