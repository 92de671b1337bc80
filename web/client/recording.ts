// A recording and its transcript: `<a data-jump="12.500">` sets the page's `[data-player]` to that
// second, and the passage that is being said (`<li data-from data-to>`) is marked while it plays.
// Without this the links open the file at their second.

export function followTranscripts(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-jump]");
    const asks = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    const player = thePlayer();
    if (!link || !player || asks) return;
    event.preventDefault();
    jump(player, Number(link.dataset.jump));
    // The browser may ask for a click on the player itself first.
    player.play().catch(() => undefined);
  });
  // Events of players don't bubble.
  document.addEventListener("timeupdate", (event) => mark(event.target), true);
  document.addEventListener("seeked", (event) => mark(event.target), true);
}

/** A page opened at a passage (`#p12`) has the player at its moment. */
export function jumpToPassage(): void {
  const passage = window.location.hash.startsWith("#p") ? document.getElementById(window.location.hash.slice(1)) : null;
  const player = thePlayer();
  if (passage?.dataset.from && player) jump(player, Number(passage.dataset.from));
}

function thePlayer(): HTMLMediaElement | null {
  return document.querySelector<HTMLMediaElement>("[data-player]");
}

function jump(player: HTMLMediaElement, second: number): void {
  if (!Number.isFinite(second)) return;
  player.currentTime = second;
}

function mark(target: EventTarget | null): void {
  if (!(target instanceof HTMLMediaElement) || target !== thePlayer()) return;
  const now = target.currentTime;
  for (const passage of document.querySelectorAll<HTMLElement>(".passages > li")) {
    const said = Number(passage.dataset.from) <= now && now < Number(passage.dataset.to);
    if (said === passage.hasAttribute("aria-current")) continue;
    if (!said) {
      passage.removeAttribute("aria-current");
      continue;
    }
    passage.setAttribute("aria-current", "true");
    show(passage);
  }
}

/** Scrolls the transcript, and never the page. */
function show(passage: HTMLElement): void {
  const list = passage.parentElement;
  if (!list || list.contains(document.activeElement) && document.activeElement !== list) return;
  const above = passage.offsetTop < list.scrollTop + list.offsetTop;
  const below = passage.offsetTop + passage.offsetHeight > list.scrollTop + list.offsetTop + list.clientHeight;
  if (above || below) list.scrollTop = passage.offsetTop - list.offsetTop;
}
