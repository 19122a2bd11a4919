/** On narrow screens the left bar is a drawer over the conversation; on wide ones it always stands there. */
export function openDrawer(bar: HTMLElement, button: HTMLButtonElement, scrim: HTMLElement): { close(): void } {
  const narrow = matchMedia("(max-width: 800px)");
  let isOpen = false;

  function set(open: boolean): void {
    isOpen = open;
    const asDrawer = narrow.matches;
    bar.classList.toggle("open", open);
    bar.inert = asDrawer && !open;
    scrim.hidden = !asDrawer || !open;
    button.setAttribute("aria-expanded", String(open));
  }
  function close(): void {
    const wasOpen = isOpen;
    set(false);
    if (wasOpen && narrow.matches) button.focus();
  }

  button.addEventListener("click", () => {
    set(!isOpen);
    if (isOpen) bar.querySelector<HTMLElement>("a, button")?.focus();
  });
  scrim.addEventListener("click", close);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  narrow.addEventListener("change", () => set(false));
  set(false);
  return { close };
}
