// A hint while a new password is typed. It knows only the rules the server wrote into the page and
// asks nobody; the server decides (it also refuses passwords known from leaks).
//
// <div class="strength" data-strength="<id of the input>" data-least="12" data-words="…|…"
//      data-avoid="ada@example.org Ada">: five words, weakest first.
const COMMON = ["password", "passwort", "motdepasse", "пароль", "qwert", "azerty", "йцукен", "1234", "abcd", "letmein", "plenum"];

export function watchPasswords(): void {
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.id) return;
    const box = document.querySelector<HTMLElement>(`[data-strength="${CSS.escape(input.id)}"]`);
    if (box) show(box, input.value);
  });
}

function show(box: HTMLElement, password: string): void {
  const meter = box.querySelector("meter");
  const line = box.querySelector("p");
  if (!meter || !line) return;
  const words = (box.dataset.words ?? "").split("|");

  const least = Number(box.dataset.least) || 0;
  const level = strength(password, least, (box.dataset.avoid ?? "").toLowerCase().split(/[\s@.]+/));
  box.hidden = password === "";
  meter.value = level;
  line.textContent = words[level] ?? "";
}

// 0 (too short or known) to 4. Length counts most; what repeats, runs or is known counts once.
function strength(password: string, least: number, avoid: string[]): number {
  const letters = [...password];
  if (letters.length < least) return 0;

  let rest = password.toLowerCase();
  for (const word of [...COMMON, ...avoid.filter((part) => part.length > 2)]) {
    rest = rest.split(word).join("•");
  }
  const different = new Set(rest).size;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password));
  const worth = Math.min([...rest].length, different * 2) + kinds.length;
  if (worth < 10) return 0;
  if (worth < 14) return 1;
  if (worth < 18) return 2;
  return worth < 23 ? 3 : 4;
}
