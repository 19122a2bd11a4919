// Runs in the page: `inPage` of playground-page.ts sends this file along with the call.
/* global document, getComputedStyle, NodeFilter, HTMLInputElement, HTMLTextAreaElement */

/** The name of what has the focus, roughly as a screen reader says it. */
function focused() {
  const element = document.activeElement;
  return element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
}

/** How much wider the page and the conversation are than what is seen of them. */
function overflow() {
  return [document.documentElement, document.getElementById("scroll")].map(
    (element) => element.scrollWidth - element.clientWidth,
  );
}

/** How many elements have an animation or a transition. */
function moving() {
  return [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.animationName !== "none" || style.transitionDuration !== "0s";
  }).length;
}

/** What an accessibility checker would find first.  */
function faults() {
  const found = [];
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    return (element.getAttribute("aria-label") ?? (by ? (document.getElementById(by)?.textContent ?? "") : "") ?? "")
      .concat(labels ? [...labels].map((label) => label.textContent).join("") : "")
      .concat(element.textContent ?? "")
      .trim();
  };
  for (const element of document.querySelectorAll("button, a, input, textarea, select, dialog, nav, aside, [role]")) {
    if (element.closest("[hidden]") || element.matches("[role=presentation], [role=status], [role=alert]")) continue;
    if (name(element) === "") found.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const image of document.images) if (!image.alt) found.push(`no words for ${image.src}`);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) found.push(`id twice: ${id}`);
  for (const attribute of ["aria-controls", "aria-labelledby", "aria-activedescendant", "for"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      const target = element.getAttribute(attribute) ?? "";
      if (!document.getElementById(target)) found.push(`${attribute} leads nowhere: ${target}`);
    }
  }
  const levels = [...document.querySelectorAll("main h1, main h2, main h3, main h4")].map((one) =>
    Number(one.tagName[1]),
  );
  if (levels[0] !== 1) found.push("main does not begin with its heading");
  if (document.documentElement.lang !== "en") found.push("no language");
  return found;
}

/** Texts with less contrast than 4.5 to 1 (3 to 1 where large).  */
function faintText() {
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r = 0, g = 0, b = 0] = color.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const mix = (front, back, alpha) => [0, 1, 2].map((at) => (front[at] ?? 0) * alpha + (back[at] ?? 0) * (1 - alpha));
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if ((color[3] ?? 1) > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest("[hidden], .visually-hidden, .skip, noscript"))
      continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const back = ground(element);
    const front = mix(parse(style.color), back, Number(style.opacity));
    const [one, other] = [light(front), light(back)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const large = Number.parseFloat(style.fontSize) >= 24;
    if (contrast < (large ? 3 : 4.5)) {
      faint.push(
        `${contrast.toFixed(2)} ${style.color}: ${node.textContent.trim().slice(0, 40)} (${element.className})`,
      );
    }
  }
  return faint;
}

globalThis.inPage = { focused, overflow, moving, faults, faintText };
