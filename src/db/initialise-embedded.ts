import { rename, rm } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { migrationsFolder } from "./migrations-folder.ts";

// Run as a process of its own by open-embedded.ts. The folder gets its name only when it is whole, so that a kill
// in the middle leaves nothing that looks like a database.
// Each part runs once: optimising it costs a quarter of the time. Without its parent it has no purpose.
setFlagsFromString("--liftoff-only");
process.once("disconnect", () => process.exit(1));

const folder = process.argv[2];
if (!folder) throw new Error("usage: initialise-embedded FOLDER");
const unfinished = `${folder}.new`;
await rm(unfinished, { recursive: true, force: true });
const client = await PGlite.create(unfinished);
await migrate(drizzle(client), { migrationsFolder });
await client.exec("checkpoint");
await client.close();
await rename(unfinished, folder);
process.exit(0);
