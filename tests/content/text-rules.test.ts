import { describe, expect, test } from "vitest";
import { deckYaml, faultsAfter, lineOf } from "./track-folder.ts";

const at2 = (part: string, after: number): string => `sums.yaml:${lineOf(deckYaml, part) + after}: `;

describe("text", () => {
  test.each([
    ["# Heading", "a heading is not shown"],
    ["[link](https://numpy.org)", "a link is not shown"],
    ["<b>bold</b>", "HTML is not shown"],
    ["> quoted", "a quote is not shown"],
    ["![image](x.png)", "an image is not shown"],
    ["| a | b |\n      | - | - |", "a table is not shown"],
    ["the name key_points", `"key_points" has an underscore; put it in inline code`],
    ["calls __init__ first", `"init" has`],
  ])("%j", async (text, message) => {
    const faults = await faultsAfter(
      "    answer: 6.144 GB, in 8 bytes each,",
      `    answer: |\n      ${text}\n\n      6.144 GB, in 8 bytes each,`,
    );
    if (message === `"init" has`) expect(faults).toEqual([]);
    else expect(faults.join("\n")).toContain(`${at2("answer: 6.144", 1)}${message}`);
  });
});
