import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../src/chat/commands/index.ts";
import { botEvents, botScopes, makeManifest } from "../../src/platforms/slack/manifest.ts";
import { methods, scopesOf } from "../support/slack-server/methods.ts";

const specs = commands.map(({ spec }) => spec);

test("docs/slack-manifest.json is what the commands give (npm run -s cli -- slack manifest > docs/slack-manifest.json)", () => {
  const kept: unknown = JSON.parse(readFileSync("docs/slack-manifest.json", "utf8"));
  expect(kept).toEqual(makeManifest({ commands: specs, publicUrl: null, prefix: "" }));
});

test("for HTTP every address is named, and Socket Mode is off", () => {
  const manifest = JSON.stringify(makeManifest({ commands: specs, publicUrl: "https://a.example/", prefix: "il-" }));
  expect(manifest.match(/https:\/\/a\.example\/slack\/events/g)).toHaveLength(specs.length + 3);
  expect(manifest).toContain('"redirect_urls":["https://a.example/slack/oauth_redirect"]');
  expect(manifest).toContain('"command":"/il-study"');
  expect(manifest).toContain('"socket_mode_enabled":false');
});

test("the manifest keeps Slack's limits", () => {
  const { features } = makeManifest({ commands: specs, publicUrl: null, prefix: "" }) as {
    features: { slash_commands: { command: string; description: string; usage_hint?: string }[] };
  };
  expect(features.slash_commands.length).toBeLessThanOrEqual(50);
  for (const { command, description, usage_hint = "" } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    expect(description.length).toBeLessThanOrEqual(2_000);
    expect(usage_hint.length).toBeLessThanOrEqual(1_000);
  }
});

test("no scope is asked for that no call or event needs, and none is missing", () => {
  const code = sources("src/platforms/slack").join("\n");
  const called = Object.keys({ ...methods, ...scopesOf }).filter((method) => code.includes(`"${method}"`));
  const byCalls = called.flatMap((method) =>
    ["C1", "G1", "D1"].flatMap((channel) => scopesOf[method]?.({ channel }) ?? []),
  );
  const byEvents = botEvents.flatMap((event) => eventScopes[event]);
  // A person's direct message is never asked for its name or who is in it.
  const needed = new Set([...byCalls.filter((scope) => scope !== "im:read"), ...byEvents, "commands"]);
  expect([...needed].sort()).toEqual(Object.keys(botScopes).sort());
});

const eventScopes: Record<(typeof botEvents)[number], readonly string[]> = {
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  "message.im": ["im:history"],
  member_joined_channel: ["channels:read", "groups:read"],
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith(".ts") && !path.endsWith("manifest.ts") ? [readFileSync(path, "utf8")] : [];
  });
}
