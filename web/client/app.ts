// What the browser adds to pages that already work without it. Every module looks for its own
// data attributes after each page and leaves the rest alone; none of them decides anything.
import "../styles/app.css";
import "@hotwired/turbo";
import { watchCopyButtons } from "./copy";
import { focusRefusals, guardDoubleSubmit, submitOnChange } from "./forms";
import { closeMenus } from "./menu";
import { watchPasskeys } from "./passkeys";
import { watchPasswords } from "./password";
import { followTranscripts, jumpToPassage } from "./recording";
import { scheduleRefresh } from "./refresh";
import { watchUploads } from "./upload";
import { fillTimeZone } from "./zone";

closeMenus();
followTranscripts();
guardDoubleSubmit();
submitOnChange();
watchCopyButtons();
watchPasskeys();
watchPasswords();
watchUploads();

document.addEventListener("turbo:load", () => {
  focusRefusals();
  fillTimeZone();
  scheduleRefresh();
  jumpToPassage();
});
document.addEventListener("turbo:render", () => {
  focusRefusals();
  fillTimeZone();
});
