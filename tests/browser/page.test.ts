import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Chromium, openChromium } from "./chromium.ts";
import { inPage, openPage, type PlaygroundPage } from "./playground-page.ts";
import { post, sampleChannel } from "./sample-conversation.ts";
import { openSampleProduct, type SampleProduct } from "./sample-product.ts";

let dataDir: string;
let product: SampleProduct;
let browser: Chromium;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "interleave-page-"));
  product = await openSampleProduct({ dataDir });
  await product.playground.post(sampleChannel, post, { key: "daily:1", mayExist: false });
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  product.hold = undefined;
  for (const page of browser.context.pages().slice(1)) await page.close();
});

async function open(person: string, conversation = ""): Promise<PlaygroundPage> {
  return openPage(await browser.context.newPage(), product.url, person, conversation);
}

describe("a conversation", () => {
  test("a private screen changes in place, keeps after a reload, and is nobody else's", async () => {
    const ann = await open("ann");
    const ben = await open("ben");
    await ann.say("/study");
    await ann.press("Show answer");
    await ann.sees("Each leaf predicts the mean");
    const before = await ann.messages().count();
    await ann.press(/^Good/);
    await ann.button("Show answer").waitFor();
    expect(await ann.messages().count()).toBe(before);
    await ann.press("Show answer");
    await ann.page
      .getByRole("img", { name: /y hat of x/ })
      .last()
      .waitFor();
    await ann.page.reload();
    await ann.sees("Each leaf predicts the mean");
    await ann.sees("Only you can see this");
    expect(await ben.page.getByText("Each leaf predicts the mean").count()).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  test("two windows are two learners, and both hear what the channel hears", async () => {
    const ann = await open("ann");
    const ben = await open("ben");
    await ben.say("مرحبا <b>Ann</b> & @everyone");
    await ann.sees("مرحبا <b>Ann</b> & @everyone");
    await ann.say("/study topic: numpy");
    await ben.say("/study");
    await expect.poll(() => product.heard.slice(-2).map((event) => event.actor.userId)).toEqual(["ann", "ben"]);
    expect(product.heard.at(-2)).toMatchObject({ options: { topic: "numpy" } });
  });

  test("a button pressed twice is two events", async () => {
    const ann = await open("ann");
    await ann.say("/study");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    product.hold = () => held;
    const before = product.heard.length;
    await ann.press("Hint");
    await ann.press("Hint");
    release();
    await expect.poll(() => product.heard.length).toBe(before + 2);
    const [one, other] = product.heard.slice(-2);
    expect(one?.key).not.toBe(other?.key);
  });

  test("selects and ticks send what was chosen", async () => {
    const ann = await open("ann");
    await ann.say("/study");
    await ann.pick("More for this card", /Suspend/);
    await expect.poll(() => product.heard.at(-1)).toMatchObject({ id: "1:more:p1", values: ["suspend"] });
    await ann.say("/card search words: x");
    await ann.page
      .getByRole("checkbox", { name: /2 broadcasting/ })
      .last()
      .click();
    await expect.poll(() => product.heard.at(-1)).toMatchObject({ id: "1:tick:p1", values: ["1", "2"] });
  });

  test("a form that is refused keeps the words and names the field; sent, its answer appears", async () => {
    const ann = await open("ann");
    await ann.press("Answer");
    const words = ann.page.getByRole("textbox", { name: "In your own words" });
    await words.fill("too short");
    await ann.page.getByRole("button", { name: "Save" }).click();
    await ann.page.getByText("at least 20 characters.").waitFor();
    expect(await words.inputValue()).toBe("too short");
    expect(await words.getAttribute("aria-invalid")).toBe("true");
    await ann.page.keyboard.press("Escape");
    await ann.press("Answer");
    expect(await words.inputValue()).toBe("too short");
    await words.fill("A forest needs little tuning and rarely fails.");
    await ann.page.getByRole("button", { name: "Save" }).click();
    await ann.dialog().waitFor({ state: "detached" });
    await ann.sees("Each leaf predicts the mean");
    expect(product.heard.at(-1)).toMatchObject({ kind: "form", values: { board: "anonymous", time: "18:30" } });
  });

  test("a picture that cannot be drawn leaves its text", async () => {
    const ann = await open("ann");
    await ann.say("/card search words: x");
    await ann.last().getByText("\\nosuch{x}").waitFor();
  });

  test("what takes long says so", async () => {
    const ann = await open("ann");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    product.hold = () => held;
    await ann.say("/study");
    await ann.page.getByText("Working on it.").waitFor();
    release();
    await ann.page.getByText("Working on it.").waitFor({ state: "detached" });
  });

  test("an added person is there in every window, and can be", async () => {
    const ann = await open("ann");
    const ben = await open("ben");
    await ann.page.getByRole("button", { name: "Add a person" }).click();
    await ann.page.getByRole("textbox", { name: "Name" }).fill("ben");
    await ann.page.getByRole("button", { name: "Add", exact: true }).click();
    await ann.page.getByText("not taken yet").waitFor();
    await ann.page.getByRole("textbox", { name: "Name" }).fill("Dana Q");
    await ann.page.getByRole("button", { name: "Add", exact: true }).click();
    await ben.page.getByRole("link", { name: "Dana Q", exact: true }).click();
    await ben.page.getByText("You are Dana Q").waitFor();
    await ben.page.reload();
    await ben.page.getByText("You are Dana Q").waitFor();
  });

  test("the clock moves, and every window shows it", async () => {
    const ann = await open("ann");
    const ben = await open("ben");
    const before = await ben.clock();
    await ann.moveClock("Tomorrow");
    await expect.poll(() => ben.clock()).not.toBe(before);
  });
});

describe("the keyboard alone", () => {
  test("completes and sends a command, answers a card, and the focus stays with the card", async () => {
    const { page, field, button } = await open("ann");
    await field.focus();
    await page.keyboard.type("/stu");
    await page.getByRole("option", { name: /study/ }).waitFor();
    expect(await field.getAttribute("aria-activedescendant")).toBe("complete-0");
    await page.keyboard.press("Tab");
    expect(await field.inputValue()).toBe("/study ");
    await page.keyboard.type("topic: broad");
    await page.getByRole("option", { name: "NumPy broadcasting" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await field.inputValue()).toBe("/study topic: NumPy broadcasting ");
    await page.keyboard.press("Enter");
    await button("Show answer").waitFor();
    expect(product.heard.at(-1)).toMatchObject({ options: { topic: "NumPy broadcasting" } });
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => inPage(page, "focused()")).toBe("Show answer");
    await page.keyboard.press("Enter");
    await expect.poll(() => inPage(page, "focused()")).toMatch(/^Again/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => inPage(page, "focused()")).toBe("Show answer");
    await page.keyboard.press("Shift+Tab");
    expect(await inPage(page, "focused()")).toBe("Dismiss this message");
  });

  test("Enter sends a command whose options are left open; the list can be walked round", async () => {
    const { page, field } = await open("ann");
    await field.focus();
    await page.keyboard.type("/study ");
    await page.getByRole("option", { name: /topic/ }).waitFor();
    expect(await field.getAttribute("aria-activedescendant")).toBeNull();
    await page.keyboard.press("ArrowUp");
    expect(await field.getAttribute("aria-activedescendant")).toBe("complete-1");
    await page.keyboard.press("ArrowDown");
    expect(await field.getAttribute("aria-activedescendant")).toBe("complete-0");
    await page.keyboard.press("Escape");
    const before = product.heard.length;
    await page.keyboard.type(" ");
    await page.keyboard.press("Enter");
    await expect.poll(() => product.heard.length).toBe(before + 1);
    expect(product.heard.at(-1)).toMatchObject({ name: "study", options: {} });
  });

  test("a select opens, moves and picks; Escape leaves it be", async () => {
    const { page, say, button } = await open("ann");
    await say("/study");
    await button("More for this card").focus();
    const before = product.heard.length;
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(product.heard).toHaveLength(before);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => product.heard.at(-1)).toMatchObject({ values: ["suspend"] });
  });

  test("a form takes the focus and gives it back", async () => {
    const { page, button } = await open("ann");
    await button("Answer").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await expect.poll(() => inPage(page, "focused()")).toBe("In your own words");
    await page.keyboard.press("Escape");
    await expect.poll(() => inPage(page, "focused()")).toBe("Answer");
  });

  test("a new answer is announced", async () => {
    const { page, say } = await open("ann");
    await say("/study");
    await expect.poll(() => page.locator("#announce").textContent()).toMatch(/^Card 3 of 20/);
  });
});

describe("narrow, and for everybody", () => {
  test.each([320, 360, 768, 1280])("%i px: nothing is wider than the screen", async (width) => {
    const ann = await open("ann");
    await ann.page.setViewportSize({ width, height: 720 });
    await ann.say("/card search words: x");
    await ann.say("/study");
    await ann.press("Show answer");
    await ann.sees("Each leaf predicts");
    const wide = await inPage(ann.page, "overflow()");
    expect(wide).toEqual([0, 0]);
    await ann.press("Answer");
    const dialog = await ann.dialog().boundingBox();
    expect(dialog && dialog.x >= 0 && dialog.x + dialog.width <= width).toBe(true);
    await ann.page.keyboard.press("Escape");
  });

  test("at 360 px the left bar is a drawer", async () => {
    const { page } = await open("ann");
    await page.setViewportSize({ width: 360, height: 720 });
    const menu = page.getByRole("button", { name: /Conversations, people/ });
    await expect.poll(() => page.getByRole("link", { name: "Interleave" }).count()).toBe(0);
    await menu.click();
    await page.getByRole("link", { name: "Interleave" }).click();
    await page.getByRole("heading", { level: 1, name: "Interleave" }).waitFor();
    expect(await menu.getAttribute("aria-expanded")).toBe("false");
    await menu.click();
    await page.keyboard.press("Escape");
    await expect.poll(() => inPage(page, "focused()")).toMatch(/Conversations, people/);
  });

  test("every control has a name, every picture words, every id is one", async () => {
    const ann = await open("ann");
    await ann.say("/card search words: x");
    await ann.say("/study");
    await ann.press("Show answer");
    await ann.sees("Each leaf predicts");
    await ann.press("Answer");
    expect(await inPage(ann.page, "faults()")).toEqual([]);
    await ann.page.keyboard.press("Escape");
    expect(await inPage(ann.page, "faults()")).toEqual([]);
  });

  test.each(["light", "dark"] as const)("%s: text stands out from its ground", async (colorScheme) => {
    const ann = await open("ann");
    await ann.page.emulateMedia({ colorScheme });
    await ann.say("/card search words: x");
    await ann.say("/study");
    await ann.press("Show answer");
    await ann.sees("Each leaf predicts");
    expect(await inPage(ann.page, "faintText()")).toEqual([]);
  });

  test("nothing moves for who asked for that", async () => {
    const ann = await open("ann");
    await ann.page.emulateMedia({ reducedMotion: "reduce" });
    const moving = await inPage(ann.page, "moving()");
    expect(moving).toBe(0);
  });
});

describe("from another machine", () => {
  test("nothing without the token; with it once, the cookie does", async () => {
    const folder = await mkdtemp(join(tmpdir(), "interleave-token-"));
    const token = "a-long-enough-secret";
    const guarded = await openSampleProduct({ dataDir: folder, token });
    const elsewhere = await openChromium({ hosts: "study.test" });
    try {
      const page = await elsewhere.context.newPage();
      const url = `http://study.test:${guarded.port}`;
      await page.goto(`${url}/?token=wrong-but-long-enough`);
      await page.getByText("The playground opens with its token").waitFor();
      const ann = await openPage(page, url, `ann&token=${token}`);
      expect(page.url()).toBe(`${url}/?as=ann`);
      await ann.say("/study");
      await ann.press("Show answer");
      await ann.sees("Each leaf predicts the mean");
      await page.reload();
      await ann.sees("Each leaf predicts the mean");
    } finally {
      await elsewhere.close();
      await guarded.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("a restart", () => {
  test("the page comes back by itself, with everything, and goes on", async () => {
    const ann = await open("ann");
    await ann.say("/study");
    await ann.press("Show answer");
    await ann.sees("Each leaf predicts");
    const { port } = product;
    await product.close();
    await ann.page.getByText("Interleave is not answering").waitFor();
    await ann.say("/help").catch(() => undefined);
    product = await openSampleProduct({ dataDir, port });
    await ann.page.getByText("Interleave is not answering").waitFor({ state: "hidden", timeout: 30_000 });
    await ann.press(/^Good/);
    await ann.button("Show answer").waitFor();
  });
});
