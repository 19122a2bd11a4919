import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

export interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * The page's files by name, read once. Run from source, its scripts come from where `npm run build` put them.
 * @throws Error when the page was never built.
 */
export function readAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  const here = fileURLToPath(new URL("./page/", import.meta.url));
  const fromSource = import.meta.url.endsWith(".ts");
  const scripts = fromSource
    ? fileURLToPath(new URL("../../../dist/platforms/playground/page/", import.meta.url))
    : here;
  readFolder(here, [".html", ".css", ".svg"], assets);
  readFolder(scripts, [".js"], assets);
  if (!assets.has("index.html") || !assets.has("main.js")) {
    throw new Error(`the playground's page is not built (nothing in ${scripts}); run npm run build`);
  }
  return assets;
}

function readFolder(folder: string, endings: readonly string[], into: Map<string, Asset>): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const type = types[extname(name)];
    if (!type || !endings.includes(extname(name))) continue;
    const bytes = readFileSync(`${folder}${name}`);
    into.set(name, { bytes, type, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 20)}"` });
  }
}
