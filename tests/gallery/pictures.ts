import { join } from "node:path";
import { chromium } from "playwright-core";

const root = join(import.meta.dirname, "../..");

/** Rows of the gallery that stand in the documentation: the case as its heading names it, and which platforms are shown. */
const wanted = [
  { file: "three-platforms.png", heading: "S17 the post", cells: ".g-row", mode: "phone,light" },
  { file: "discord.png", heading: "S13 code", cells: ".in-discord", mode: "desktop,dark" },
  { file: "slack.png", heading: "S13 code", cells: ".in-slack", mode: "desktop,light" },
  { file: "roadmap.png", heading: "S29 the whole path", cells: ".in-playground img", mode: "phone,light" },
] as const;

/** Takes the documentation's pictures from `gallery/index.html` with the system's Chromium (`CHROMIUM`, else /usr/bin/chromium). */
export async function takePictures(): Promise<string[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const taken: string[] = [];
  for (const { file, heading, cells, mode } of wanted) {
    const page = await browser.newPage({
      viewport: { width: mode.startsWith("phone") ? 1_140 : 2_240, height: 1_000 },
    });
    await page.goto(`file://${join(root, "gallery/index.html")}#${mode}`);
    const article = page.locator("article", { has: page.locator("h3", { hasText: new RegExp(`^${heading}$`) }) });
    const path = join(root, "docs/images", file);
    await article.locator(cells).first().screenshot({ path });
    taken.push(path);
    await page.close();
  }
  await browser.close();
  return taken;
}
