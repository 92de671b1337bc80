// `<input data-zone>`: the browser's IANA zone name, when the person has not given one.
export function fillTimeZone(): void {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  document.querySelectorAll<HTMLInputElement>("input[data-zone]").forEach((input) => {
    if (!input.value) input.value = zone;
  });
}
