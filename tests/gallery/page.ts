import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Html, html, raw } from "./html.ts";
import type { Cell, Drawn } from "./rendered.ts";

const looks = join(import.meta.dirname, "looks");
const playgroundPage = join(import.meta.dirname, "../../src/platforms/playground/page");

/** One page with everything that was drawn, screen by screen; width and colours are switched by classes on its root. */
export function galleryPage(drawn: readonly Drawn[]): string {
  const screens = [...new Set(drawn.map(({ screen }) => screen))];
  const faults = drawn
    .flatMap(({ discord, slack, playground }) => [discord, slack, playground])
    .flatMap((cell) => cell.faults);
  return html`<!doctype html>
<html lang="en" class="phone light">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Interleave: every screen</title>
<style>${raw(styles())}</style></head>
<body>
<header class="g-bar"><b>Every screen</b> <span>${drawn.length} cases of ${screens.length} screens, ${faults.length} faults</span>
  <button data-switch="phone desktop">Phone or desktop</button><button data-switch="light dark">Light or dark</button>
  <input type="search" placeholder="Screen or word" aria-label="Show cases with this word"></header>
<nav>${screens.map((screen) => html`<a href="#${anchor(screen)}">${screen}</a> `)}</nav>
${screens.map((screen) =>
  section(
    screen,
    drawn.filter((one) => one.screen === screen),
  ),
)}
<script>${raw(switches)}</script>
</body></html>`.html;
}

function section(screen: string, cases: readonly Drawn[]): Html {
  return html`<section id="${anchor(screen)}"><h2>${screen}</h2>
${cases.map(
  (one) => html`<article><h3>${one.screen} ${one.name}</h3><div class="g-row">
${cell("discord", one.discord)}${cell("slack", one.slack)}${cell("playground", one.playground)}</div></article>`,
)}</section>`;
}

function cell(look: string, { html: shown, faults }: Cell): Html {
  const list =
    faults.length > 0 ? html`<ul class="g-faults">${faults.map((fault) => html`<li>${fault}</li>`)}</ul>` : null;
  return html`<div class="g-cell in-${look}">${shown}${list}</div>`;
}

function anchor(screen: string): string {
  return screen.replace(/\W+/g, "-");
}

function styles(): string {
  const own = readdirSync(looks)
    .sort()
    .map((name) => readFileSync(join(looks, name), "utf8"));
  const page = ["base", "avatar", "messages", "view", "controls", "frame", "form", "narrow"]
    .map((name) => readFileSync(join(playgroundPage, `${name}.css`), "utf8"))
    .join("\n");
  return [...own, within(page)].join("\n");
}

/** The playground's own rules, held inside its cells, with the cell for the window and the switch for the reader's setting. */
function within(css: string): string {
  const nested = css
    .replaceAll(/:root|html,\s*body|\bbody(?= \{)/g, "&")
    .replaceAll("@media (prefers-color-scheme: dark)", ".dark")
    .replaceAll(/@media \((max|min)-width/g, "@container ($1-width");
  // `.dark` stands outside of the cell, `&` is the cell: `.dark { & { … } }` nested would look inside of it.
  const [rules, dark] = takeBlock(nested, ".dark");
  const inner = dark.slice(dark.indexOf("{") + 1, dark.lastIndexOf("}"));
  return `.in-playground { ${rules} }\n.dark .in-playground { ${inner} }`;
}

/** The text without its first block of that selector, and the block. */
function takeBlock(css: string, selector: string): [string, string] {
  const from = css.indexOf(selector);
  if (from < 0) return [css, "{}"];
  let depth = 0;
  for (let at = from; at < css.length; at++) {
    if (css[at] === "{") depth++;
    else if (css[at] === "}" && --depth === 0) return [css.slice(0, from) + css.slice(at + 1), css.slice(from, at + 1)];
  }
  throw new Error(`the block of ${selector} has no end`);
}

const switches = `
const root = document.documentElement;
for (const name of location.hash.slice(1).split(",")) {
  if (name === "desktop") root.classList.replace("phone", "desktop");
  if (name === "dark") root.classList.replace("light", "dark");
}
for (const button of document.querySelectorAll("[data-switch]")) {
  button.addEventListener("click", () => {
    for (const name of button.dataset.switch.split(" ")) root.classList.toggle(name);
  });
}
document.querySelector("input[type=search]").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const article of document.querySelectorAll("article")) article.hidden = !article.textContent.toLowerCase().includes(wanted);
});`;
