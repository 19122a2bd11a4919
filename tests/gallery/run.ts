import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLog } from "../../src/log.ts";
import { openPictureMaker } from "../../src/pictures/maker.ts";
import { allExamples } from "../contracts/examples/all.ts";
import { galleryPage } from "./page.ts";
import { takePictures } from "./pictures.ts";
import { type Drawn, openGallery } from "./rendered.ts";

/**
 * `npm run gallery`: every example of every screen on all three platforms, as one page. Exits with 1 if a platform would
 * refuse one. `npm run gallery -- pictures` takes the pictures of the documentation from it, too.
 */
const folder = join(import.meta.dirname, "../../gallery");
const log = openLog("warn");
const maker = openPictureMaker({ log, workers: 1 });
const gallery = openGallery({ maker, log });
const drawn: Drawn[] = [];
for (const example of allExamples) drawn.push(await gallery.draw(example));
await maker.close();

await rm(folder, { recursive: true, force: true });
await mkdir(join(folder, "pictures"), { recursive: true });
for (const [name, png] of gallery.pictures) await writeFile(join(folder, name), png);
await writeFile(join(folder, "index.html"), galleryPage(drawn));

const screens = new Set(drawn.map(({ screen }) => screen)).size;
let faults = 0;
for (const platform of ["discord", "slack", "playground"] as const) {
  for (const one of drawn) {
    for (const fault of one[platform].faults) {
      faults += 1;
      process.stdout.write(`${platform}: ${one.screen} ${one.name}: ${fault}\n`);
    }
  }
  process.stdout.write(`${platform}: ${drawn.length} cases of ${screens} screens drawn\n`);
}
process.stdout.write(`faults ${faults}; open gallery/index.html\n`);
process.exitCode = faults === 0 ? 0 : 1;
if (process.argv[2] === "pictures") for (const path of await takePictures()) process.stdout.write(`${path}\n`);
