import { appendFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readCurricula } from "../../src/content/read-curricula.ts";
import { deckYaml, replaced, writeTrack } from "./track-folder.ts";

const nothingPublished = () => Promise.resolve(null);

async function readOnce(files: Record<string, string> = {}) {
  const dir = await writeTrack(files);
  const [curriculum] = await readCurricula(dirname(dir), nothingPublished);
  if (!curriculum) throw new Error("no track was read");
  return { dir, curriculum };
}

test("a folder that is as it was when published is not read again, but its roadmap is there", async () => {
  const { dir, curriculum } = await readOnce();
  expect(curriculum.cards).toHaveLength(4);
  const published = async (track: string) => (track === "small" ? curriculum.fingerprint : null);
  const [again] = await readCurricula(dirname(dir), published);
  expect(again).toEqual({ track: curriculum.track, fingerprint: curriculum.fingerprint, cards: null });
});

test.each(["track.yaml", "decks/arrays/sums.yaml", "ids.txt"])("a change of %s is read", async (file) => {
  const { dir, curriculum } = await readOnce();
  await appendFile(join(dir, file), "\n");
  const [again] = await readCurricula(dirname(dir), async () => curriculum.fingerprint);
  expect(again?.cards).toHaveLength(4);
  expect(again?.fingerprint).not.toBe(curriculum.fingerprint);
});

test("faults are listed with file and line, whatever was published", async () => {
  const { dir, curriculum } = await readOnce();
  const broken = await writeTrack({ "decks/arrays/sums.yaml": replaced(deckYaml, "deck: sums", "deck: summs") });
  await expect(readCurricula(dirname(broken), async () => curriculum.fingerprint)).rejects.toThrow(
    /cannot be used as it is:\n.*sums\.yaml:\d+: deck "summs" lies in the file "sums.yaml"/,
  );
  const garbled = await writeTrack({ "decks/arrays/sums.yaml": `${deckYaml}  bad: [\n` });
  const said: unknown = await readCurricula(dirname(garbled), nothingPublished).catch((error: unknown) => error);
  expect(String(said)).toMatch(/sums\.yaml:\d+: not valid YAML/);
  expect(String(said)).not.toMatch(/ids\.txt/);
  await rm(join(dir, "track.yaml"));
  await expect(readCurricula(dirname(dir), nothingPublished)).rejects.toThrow(/there is no track in/);
});
