import { cardTexts } from "./card-texts.ts";
import type { DeckCard } from "./deck-schema.ts";
import { evaluate } from "./expression.ts";
import type { Report } from "./shape.ts";

/** Computes a card's `numbers` again, and looks for each stated value on the answer side. */
export function numberFaults(card: DeckCard, report: Report): void {
  if (!card.numbers) return;
  const answers = plain(
    cardTexts(card)
      .filter(({ side }) => side === "answer")
      .map(({ text }) => text)
      .join("\n"),
  );
  const values = new Map<string, number>();
  for (const [name, line] of Object.entries(card.numbers)) {
    const fault = (message: string): void => report(["numbers", name], `numbers.${name}: ${message}`);
    const [, expression = "", sign = "", stated = ""] =
      /^(.+?)\s*(~=|(?<![~=<>])=)\s*([-−]?[\d.,]+(?:e[+-]?\d+)?)(?:\s+\S.*|%)?$/i.exec(line.trim()) ?? [];
    if (!stated) {
      fault(`"${line}" is not "expression = value unit"; write it so, or with ~= for a rounded value`);
      continue;
    }
    if (/[,−]/.test(stated)) {
      fault(`write ${stated.replaceAll(",", "").replace("−", "-")}, without thousands commas and with a plain minus`);
      continue;
    }
    const value = Number(stated);
    const result = evaluate(expression, values);
    values.set(name, value);
    if (typeof result === "string") {
      fault(result);
      continue;
    }
    const rounded = isRounding(result, stated);
    const exact = Math.abs(result - value) <= 1e-9 * Math.max(1, Math.abs(value));
    if (sign === "=" && !exact) {
      const remedy = rounded ? `correct it, or write ~= ${stated} if rounding is meant` : "correct it";
      fault(`${expression} is ${show(result)}, not ${stated}; ${remedy}`);
    } else if (sign === "~=" && !rounded) {
      const isFar = Math.abs(result - value) > 0.1 * Math.abs(result);
      const what = isFar ? `more than 10 % from ${stated}` : `which does not round to ${stated}`;
      fault(`${expression} is ${show(result)}, ${what}; correct it${isFar ? ", or write more digits" : ""}`);
    } else if (!occurs(stated, answers)) fault(`${stated} is nowhere in the answer; state it there or drop the line`);
  }
}

/** Within half a unit of the last digit written (end zeros of an integer are no digits), and within 10 %. */
function isRounding(result: number, stated: string): boolean {
  const value = Number(stated);
  const [, whole = "", decimals = "", exponent = "0"] = /^-?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(stated) ?? [];
  const endZeros = decimals === "" ? (/[1-9](0+)$/.exec(whole)?.[1]?.length ?? 0) : -decimals.length;
  const unit = 10 ** (endZeros + Number(exponent));
  const distance = Math.abs(result - value);
  const slack = 1 + 1e-9;
  return distance <= (unit / 2) * slack && distance <= 0.1 * Math.abs(result) * slack;
}

function show(value: number): string {
  return String(Number(value.toPrecision(10)));
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Thousands commas and typographic minus signs away, powers of ten as `10^-5`. */
function plain(text: string): string {
  return text
    .replace(/(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)/g, (digits) => digits.replaceAll(",", ""))
    .replaceAll("−", "-")
    .replace(
      /10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, minus: string, digits: string) =>
        `10^${minus ? "-" : ""}${[...digits].map((digit) => superscripts.indexOf(digit)).join("")}`,
    );
}

function occurs(stated: string, text: string): boolean {
  const [, mantissa = "", exponent] = /^([^e]+)(?:e\+?(.+))?$/i.exec(stated) ?? [];
  const forms = [stated, String(Number(stated))];
  if (exponent) {
    const power = `10^${Number(exponent)}`;
    forms.push(`${mantissa} · ${power}`, `${mantissa} × ${power}`, `${mantissa} * ${power}`);
    if (Number(mantissa) === 1) forms.push(power);
  }
  return forms.some((form) => {
    const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\d.])${escaped}(?!\\d|\\.\\d|[eE][+-]?\\d)`).test(text);
  });
}
