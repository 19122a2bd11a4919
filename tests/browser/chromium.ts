import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";

export interface Chromium {
  /** A window of its own; cookies and storage are shared, as in one person's browser. */
  readonly context: BrowserContext;
  /** Whatever the pages complained about: errors thrown, resources refused. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** The system's Chromium with a fresh profile. `CHROMIUM` says where it is, else /usr/bin/chromium. */
export async function openChromium(
  options: { width?: number; height?: number; dark?: boolean; touch?: boolean; zone?: string; hosts?: string } = {},
): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), "interleave-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A name that leads to this machine without being its own.
      ...(options.hosts ? [`--host-resolver-rules=MAP ${options.hosts} 127.0.0.1`] : []),
    ],
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.dark ? "dark" : "light",
    hasTouch: options.touch ?? false,
    timezoneId: options.zone ?? "Europe/Berlin",
    locale: "en-GB",
  });
  const complaints: string[] = [];
  context.on("page", (page) => {
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
  });
  return {
    context,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
