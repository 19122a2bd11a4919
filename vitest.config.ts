import { defineConfig } from "vitest/config";

const withDatabase = ["app", "db", "delivery", "chat", "scenarios", "contracts", "platforms"].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
);

/** Of these folders, what needs no database handed in. */
const withoutDatabase = [
  "tests/db/folder-lock.test.ts",
  "tests/db/open-embedded.test.ts",
  "tests/chat/{action-id,shipped-cards,wording}.test.ts",
];

/**
 * discord.js brings its own undici; in a worker that is shared between files, a second copy of it meets the first one's
 * globals and uploads fail. These files get a worker, and a PGlite, of their own.
 */
const alone = [
  "tests/platforms/discord/**/*.test.ts",
  "tests/contracts/discord.test.ts",
  "tests/scenarios/**/!(daily-question).test.ts",
];
/** Starts processes that share a database, so Postgres alone. */
const severalProcesses = ["tests/platforms/discord/storm.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "plain",
          include: [...withoutDatabase, "tests/**/*.test.ts"],
          exclude: [
            ...withDatabase.map((glob) =>
              glob.replace("/**/*.test.ts", "/**/!(folder-lock|open-embedded|action-id|shipped-cards|wording).test.ts"),
            ),
            "tests/browser/**",
            "tests/faults/**",
            "tests/bench/**",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "pglite",
          include: withDatabase,
          exclude: [...withoutDatabase, ...alone],
          provide: { database: "pglite", postgresUrl: "" },
          // One PGlite a worker: it takes seconds to start.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "pglite-alone",
          include: alone,
          exclude: severalProcesses,
          provide: { database: "pglite", postgresUrl: "" },
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: withDatabase,
          exclude: withoutDatabase,
          provide: { database: "postgres" },
          globalSetup: ["tests/support/global-postgres.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
