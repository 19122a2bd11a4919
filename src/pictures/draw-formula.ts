import { MathJaxNewcmFont } from "@mathjax/mathjax-newcm-font/js/svg.js";
import type { LiteElement } from "@mathjax/src/js/adaptors/lite/Element.js";
import { liteAdaptor } from "@mathjax/src/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "@mathjax/src/js/handlers/html.js";
import { TeX } from "@mathjax/src/js/input/tex.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";
import { SVG } from "@mathjax/src/js/output/svg.js";
import "@mathjax/src/js/input/tex/ams/AmsConfiguration.js";
import "@mathjax/src/js/input/tex/base/BaseConfiguration.js";
import "@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "@mathjax/src/js/input/tex/cancel/CancelConfiguration.js";
import "@mathjax/src/js/util/asyncLoad/esm.js";
import type { FormulaSpec } from "../core/picture-spec.ts";

/** Pixels of one `ex` of the formula's font, at twice the size it is shown at: letters of 20 CSS pixels. */
const exPx = 20;
const paddingPx = 32;
const widestPx = 900;
/** Narrower letters could not be read on a phone. */
const smallestExPx = 9;
const ground = "#ffffff";
const ink = "#1a1a1a";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
// No package that defines commands: a definition would outlive the formula it came with.
const engine = mathjax.document("", {
  InputJax: new TeX({
    packages: ["base", "ams", "boldsymbol", "cancel"],
    maxBuffer: 4_000,
    formatError: (_jax: unknown, error: Error) => {
      throw new Error(`not a formula: ${error.message}`);
    },
  }),
  OutputJax: new SVG({ fontCache: "none", fontData: MathJaxNewcmFont, displayOverflow: "overflow" }),
});

/** An SVG with an opaque ground. @throws Error when the LaTeX is none. */
export async function drawFormula(spec: FormulaSpec): Promise<string> {
  if (spec.tex.trim() === "") throw new Error("an empty formula");
  const container = (await engine.convertPromise(spec.tex, { display: true, em: 16, ex: 8 })) as LiteElement;
  const formula = adaptor.tags(container, "svg")[0];
  if (!formula || adaptor.outerHTML(formula).includes('data-mml-node="merror"')) {
    throw new Error("not a formula");
  }
  const width = exOf(adaptor.getAttribute(formula, "width"));
  const height = exOf(adaptor.getAttribute(formula, "height"));
  const scale = Math.min(exPx, (widestPx - 2 * paddingPx) / width);
  if (scale < smallestExPx) throw new Error("too wide to be read; break it into lines");
  const widthPx = Math.ceil(width * scale);
  const heightPx = Math.ceil(height * scale);
  adaptor.removeAttribute(formula, "style");
  adaptor.setAttribute(formula, "width", String(widthPx));
  adaptor.setAttribute(formula, "height", String(heightPx));
  adaptor.setAttribute(formula, "x", String(paddingPx));
  adaptor.setAttribute(formula, "y", String(paddingPx));
  const [outerWidth, outerHeight] = [widthPx + 2 * paddingPx, heightPx + 2 * paddingPx];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${outerWidth}" height="${outerHeight}" color="${ink}">`,
    `<rect width="${outerWidth}" height="${outerHeight}" fill="${ground}"/>`,
    adaptor.serializeXML(formula),
    "</svg>",
  ].join("");
}

function exOf(length: string): number {
  const ex = /^([\d.]+)ex$/.exec(length)?.[1];
  if (!ex || Number(ex) <= 0) throw new Error("an empty formula");
  return Number(ex);
}
