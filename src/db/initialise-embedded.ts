import { rename, rm } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";

// Run as a process of its own by open-embedded.ts. The folder gets its name only when it is whole, so that a kill
// in the middle leaves nothing that looks like a database.
const folder = process.argv[2];
if (!folder) throw new Error("usage: initialise-embedded FOLDER");
const unfinished = `${folder}.new`;
await rm(unfinished, { recursive: true, force: true });
const client = await PGlite.create(unfinished);
await client.exec("checkpoint");
await client.close();
await rename(unfinished, folder);
process.exit(0);
