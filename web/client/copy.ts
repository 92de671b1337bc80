// `<button data-copy="<id of an input>" data-copied="Copied">`: copies the input's value and says so
// in the button for two seconds.
const SAID_MS = 2000;

export function watchCopyButtons(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy]");
    if (!button) return;
    const input = document.getElementById(button.dataset.copy ?? "");
    if (!(input instanceof HTMLInputElement)) return;

    input.select();
    await navigator.clipboard.writeText(input.value);
    say(button, button.dataset.copied ?? "");
  });
}

function say(button: HTMLButtonElement, word: string): void {
  const label = button.querySelector<HTMLElement>("[data-copy-label]");
  if (!label || label.dataset.before) return;
  label.dataset.before = label.textContent ?? "";
  label.textContent = word;
  window.setTimeout(() => {
    label.textContent = label.dataset.before ?? "";
    delete label.dataset.before;
  }, SAID_MS);
}
