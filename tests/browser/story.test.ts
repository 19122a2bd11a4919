import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openLog } from "../../src/log.ts";
import { type Product, startProduct } from "../../src/main.ts";
import { buildPage } from "../support/build-page.ts";
import { type Chromium, openChromium } from "./chromium.ts";
import { inPage, openPage, type PlaygroundPage } from "./playground-page.ts";

/** The main job as a newcomer meets it: the whole product, its own database and curriculum, in a browser. */

let dataDir: string;
let product: Product;
let browser: Chromium;
let robin: PlaygroundPage;
const shots = process.env.SCREENSHOTS;

function start(): Promise<Product> {
  return startProduct(
    readConfig({ PORT: "0", DATA_DIR: dataDir, CONTENT_DIR: process.env.CONTENT_DIR }, join(dataDir, "no.env")),
    openLog("silent"),
  );
}

async function shot(name: string): Promise<void> {
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await robin.page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1280, 860],
      [360, 740],
    ] as const) {
      await robin.page.setViewportSize({ width, height });
      await robin.page.waitForTimeout(250);
      await robin.page.screenshot({ path: join(shots, `${name}-${colorScheme}-${width}.png`) });
    }
  }
  await robin.page.emulateMedia({ colorScheme: "light" });
  await robin.page.setViewportSize({ width: 1280, height: 860 });
}

beforeAll(async () => {
  buildPage();
  dataDir = await mkdtemp(join(tmpdir(), "interleave-story-"));
  product = await start();
  browser = await openChromium({ height: 860, zone: zoneWhereItIsNoon() });
  robin = await openPage(await browser.context.newPage(), product.url, "robin");
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe.sequential("a newcomer", () => {
  test("joins the group in the channel", async () => {
    await robin.sees("A study group starts here: ML study group");
    await shot("1-welcome");
    await robin.press("Join");
    await shot("2-join");
    await robin.page.getByRole("radio", { name: "Named" }).check();
    await robin.dialog().getByRole("button", { name: "Join" }).click();
    await robin.sees("You are in: ML study group");
    await robin.sees("3 have joined.");
  });

  test("studies three cards in private", async () => {
    await robin.say("/study");
    await robin.press("Start");
    await shot("3-front");
    for (let card = 1; card <= 3; card += 1) {
      await robin.sees(new RegExp(`^Card ${card}/5`));
      await recall(card === 1 ? "4-back" : null);
    }
    await robin.sees(/^Card 4\/5 · /);
    const ann = await openPage(await browser.context.newPage(), product.url, "ann");
    expect(await ann.page.getByText(/^Card \d/).count()).toBe(0);
    await ann.page.close();
  });

  test("moves the clock and sees a card come back", async () => {
    await robin.moveClock("1 hour");
    await robin.say("/study");
    await robin.sees(/^Card \d+\/\d+/);
    for (let others = 0; others < 6; others += 1) {
      if (/back again/.test((await titleOf()) ?? "")) break;
      await recall(null);
    }
    expect(await titleOf()).toMatch(/back again/);
    await shot("6-back-again");
    await robin.press("Stop for now");
    await robin.sees(/^Stopped at /);
  });

  test("takes the last rating back", async () => {
    await robin.say("/undo");
    await robin.sees(/^Took back: /);
    await shot("7-undone");
  });

  test("gets the daily question the next day, answers it in words, and rates", async () => {
    await robin.moveClock("Tomorrow");
    await robin.sees("Question of the day");
    await robin.press("Answer");
    await robin.page.getByRole("textbox").first().fill("too short");
    await robin.dialog().getByRole("button", { name: "Save" }).click();
    await robin.dialog().getByText("at least 20 characters").last().waitFor();
    await robin.page
      .getByRole("textbox", { name: "In your own words" })
      .fill("I would compare both, name what each is good for, and give an example. مرحبا 🙂");
    await robin.dialog().getByRole("button", { name: "Save" }).click();
    await robin.sees("Your answer is saved. Rate it to schedule the card.");
    await shot("8-answered");
    await robin.press(/^Good/);
    await robin.sees("Saved: Good");
    await robin.sees(/\+20 for your words\./);
    await shot("9-rated");
    await robin.page.getByText("1 of 3 has answered.").first().waitFor({ timeout: 60_000 });
  });

  test("reads progress and leaderboard", async () => {
    await robin.say("/progress");
    await robin.sees("Your progress");
    await shot("10-progress");
    await robin.say("/leaderboard");
    await robin.sees(/ML study group · this week/);
    await shot("11-leaderboard");
    await robin.say("/roadmap");
    await robin.sees(/^Roadmap · /);
    await shot("12-roadmap");
    await robin.say("/settings");
    await robin.sees("Time zone");
    await shot("13-settings");
  });

  test("a week later the recaps stand in the channel, and a restart loses nothing", async () => {
    await robin.moveClock("Next week");
    await robin.sees(/^Recap · /);
    const before = await robin.messages().count();
    await robin.page.goto("about:blank");
    await product.stop();
    product = await start();
    robin = await openPage(robin.page, product.url, "robin");
    await robin.sees(/^Recap · /);
    expect(await robin.messages().count()).toBe(before);
    await shot("14-recap");
    expect(await inPage(robin.page, "faults()")).toEqual([]);
    expect(await inPage(robin.page, "overflow()")).toEqual([0, 0]);
    expect(browser.complaints.filter((line) => !line.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
  });
});

function titleOf(): Promise<string | null> {
  return robin.last().getByRole("heading").first().textContent();
}

/** Whatever kind the card is: looks, and rates Good where that is offered. */
async function recall(name: string | null): Promise<void> {
  const title = await titleOf();
  const look = robin.last().getByRole("button", { name: /^(Show answer|I don't know)$/ });
  await look.click();
  const on = robin.last().getByRole("button", { name: /^(Good|Next card)/ });
  await on.waitFor();
  if (name) await shot(name);
  await on.click();
  await robin
    .last()
    .getByRole("heading")
    .first()
    .and(robin.page.locator(`:not(:text-is(${JSON.stringify(title)}))`))
    .waitFor();
}

/** So that an hour more never turns the learner's day. */
function zoneWhereItIsNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? "UTC" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
