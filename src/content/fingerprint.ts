import { createHash, type Hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Tells whether a track's folder would still be read as it was: from the bytes of its files, and of the program that
 * reads them, so that an upgrade reads everything anew.
 */
export async function fingerprintTrack(dir: string): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of [dir, import.meta.dirname, join(import.meta.dirname, "../core/curriculum")]) {
    await addFolder(hash, folder);
  }
  return hash.digest("base64url");
}

async function addFolder(hash: Hash, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    hash.update(`${file.slice(folder.length)}\n${bytes.length}\n`).update(bytes);
  }
}
