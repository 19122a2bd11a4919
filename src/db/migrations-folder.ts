import { fileURLToPath } from "node:url";

/** The same from `src/db` and from `dist/db`. */
export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));
