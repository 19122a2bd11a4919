import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkTrack } from "../../src/content/check.ts";
import { formatFault } from "../../src/content/fault.ts";
import { fixLedger } from "../../src/content/ids.ts";
import { loadTrack } from "../../src/content/load.ts";
import { draw } from "./track-folder.ts";

describe("the decks that ship", () => {
  test("the three examples have no faults", async () => {
    const root = await mkdtemp(join(tmpdir(), "interleave-content-"));
    const dir = join(root, "ai-ml-engineer");
    const real = "content/ai-ml-engineer";
    const decks = [
      "python-data-science/numpy-broadcasting",
      "transformers/attention",
      "system-design/fraud-detection-design",
    ];
    for (const name of ["track.yaml", ...decks.map((deck) => `decks/${deck}.yaml`)])
      await cp(join(real, name), join(dir, name));
    const before = await loadTrack(dir);
    await fixLedger(before.ledger, before.mentions);
    const { faults } = await checkTrack(await loadTrack(dir), draw);
    await rm(root, { recursive: true });
    // What they need is in decks that were left out here.
    expect(faults.map(formatFault).filter((fault) => !fault.includes("unknown deck"))).toEqual([]);
  });
});
