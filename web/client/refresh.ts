// `data-refresh-seconds="2"` somewhere on the page: asks for the same page again, quietly, until
// an answer comes without it. Without a script the layout's meta refresh does the same.
import * as Turbo from "@hotwired/turbo";

const QUICK_VISITS = 90;
const SLOW_SECONDS = 15;
const MOST_VISITS = 400;

let timer: number | undefined;
let page = "";
let visits = 0;

export function scheduleRefresh(): void {
  window.clearTimeout(timer);
  const wish = document.querySelector<HTMLElement>("[data-refresh-seconds]");
  if (!wish) {
    page = "";
    return;
  }
  if (page !== location.pathname) {
    page = location.pathname;
    visits = 0;
  }
  if (visits >= MOST_VISITS) return;

  const wanted = Number(wish.dataset.refreshSeconds) || SLOW_SECONDS;
  const seconds = visits < QUICK_VISITS ? wanted : Math.max(wanted, SLOW_SECONDS);
  timer = window.setTimeout(again, seconds * 1000);
}

function again(): void {
  if (document.hidden || personIsTyping()) {
    scheduleRefresh();
    return;
  }
  visits += 1;
  Turbo.visit(location.href, { action: "replace" });
}

function personIsTyping(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
}
