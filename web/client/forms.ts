// Small courtesies of forms: one submission at a time, selects that apply themselves, and the
// list of what was refused brought to the reader.

// `<form data-once>` is sent once until its answer is there. The server orders once anyway (B3);
// this only spares the second request.
export function guardDoubleSubmit(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
      if (form.dataset.sent) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.sent = "yes";
    },
    true,
  );
  document.addEventListener("turbo:submit-end", (event) => {
    if (event.target instanceof HTMLFormElement) delete event.target.dataset.sent;
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
    });
  });
}

// `<select data-submit>` sends its form when another option is chosen; without a script the
// button beside it does.
export function submitOnChange(): void {
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control instanceof HTMLSelectElement && control.hasAttribute("data-submit")) {
      control.form?.requestSubmit();
    }
  });
}

export function focusRefusals(): void {
  document.querySelector<HTMLElement>("[data-refusals]")?.focus();
}
