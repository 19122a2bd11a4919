import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";

/** The playground as one person sees it in one window. */
export interface PlaygroundPage {
  readonly page: Page;
  readonly field: Locator;
  /** Types a command or words and sends them. */
  say(text: string): Promise<void>;
  /** The newest message. */
  last(): Locator;
  messages(): Locator;
  /** Presses the button with that label on the newest message that has it. */
  press(label: string | RegExp): Promise<void>;
  button(label: string | RegExp): Locator;
  /** Waits until the words stand in the conversation. */
  sees(words: string | RegExp): Promise<void>;
  pick(placeholder: string | RegExp, option: string | RegExp): Promise<void>;
  dialog(): Locator;
  moveClock(step: "1 hour" | "Tomorrow" | "Next week"): Promise<void>;
  /** The clock as the panel shows it. */
  clock(): Promise<string>;
}

export async function openPage(page: Page, url: string, person: string, conversation = ""): Promise<PlaygroundPage> {
  await page.goto(`${url}/?as=${person}${conversation}`);
  return playgroundPage(page);
}

export async function playgroundPage(page: Page): Promise<PlaygroundPage> {
  const field = page.getByRole("combobox", { name: "Message or command" });
  const list = page.getByRole("region", { name: "Messages" });
  await page.getByRole("heading", { level: 1, name: /#ml-daily|Interleave/ }).waitFor();
  await page.locator("#subtitle", { hasText: "You are" }).waitFor();

  function button(label: string | RegExp): Locator {
    const named = typeof label === "string" ? { name: label, exact: true } : { name: label };
    return list.getByRole("button", named).last();
  }

  /** The field empties once the text is on its way, and takes it back when it could not be sent. */
  async function emptied(): Promise<void> {
    for (let tries = 0; tries < 250; tries += 1) {
      if ((await field.inputValue()) === "") return;
      await page.waitForTimeout(20);
    }
    throw new Error("what was typed was not sent");
  }

  return {
    page,
    field,
    async say(text) {
      await field.fill(text);
      await page.getByRole("button", { name: "Send" }).click();
      await emptied();
    },
    messages: () => list.getByRole("article"),
    last: () => list.getByRole("article").last(),
    button,
    press: (label) => button(label).click(),
    sees: (words) => list.getByText(words).last().waitFor(),
    async pick(placeholder, option) {
      await list.getByRole("button", { name: placeholder }).last().click();
      await list.getByRole("option", { name: option }).click();
    },
    dialog: () => page.getByRole("dialog"),
    async moveClock(step) {
      const words = { "1 hour": /one hour/, Tomorrow: /tomorrow/, "Next week": /next week/ }[step];
      const status = page.locator(".clock-status");
      const before = await status.textContent();
      await page.getByRole("button", { name: words }).click();
      for (let tries = 0; tries < 3_000; tries += 1) {
        const now = (await status.textContent()) ?? "";
        if (now !== before && /^It is .* now\.$/.test(now)) return;
        await page.waitForTimeout(20);
      }
      throw new Error("the clock did not arrive");
    },
    clock: async () => (await page.locator(".clock-now").textContent()) ?? "",
  };
}

const inPageSource = readFileSync(new URL("./in-page.js", import.meta.url), "utf8");

/** What a function of `in-page.js` gives inside the page. */
export function inPage(page: Page, call: string): Promise<unknown> {
  return page.evaluate(`(() => { ${inPageSource}\nreturn inPage.${call}; })()`);
}
