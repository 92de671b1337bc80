// Menus are `<details>`; here they also close on Escape and on a click elsewhere.
export function closeMenus(): void {
  document.addEventListener("click", (event) => {
    document.querySelectorAll<HTMLDetailsElement>("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target as Node)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector<HTMLElement>("summary")?.focus();
  });
}
