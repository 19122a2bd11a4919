import type { CommandSpec } from "../../chat/commands/spec.ts";
import { makeManifest } from "./manifest.ts";

const usage = `slack manifest [--http https://study.example.org] [--prefix il-]
  prints the app manifest to paste at https://api.slack.com/apps; for Socket Mode unless --http names the public address`;

/** `cli slack …`. Returns the exit code. */
export async function slackCommand(
  args: readonly string[],
  io: { out(text: string): void; err(text: string): void },
  specs: readonly CommandSpec[],
): Promise<number> {
  const [verb, ...rest] = args;
  const options = readOptions(rest);
  if (verb !== "manifest" || !options) {
    io.err(usage);
    return 2;
  }
  const { http = null, prefix = "" } = options;
  if (http !== null && !/^https?:\/\/[^/\s]+/.test(http)) {
    io.err(`--http wants a public address such as https://study.example.org, not ${JSON.stringify(http)}`);
    return 2;
  }
  if (!/^[a-z0-9_-]{0,16}$/.test(prefix)) {
    io.err("--prefix wants up to 16 small letters, digits, - or _, such as il-");
    return 2;
  }
  io.out(JSON.stringify(makeManifest({ commands: specs, publicUrl: http, prefix }), null, 2));
  return 0;
}

function readOptions(args: readonly string[]): { http?: string; prefix?: string } | null {
  const options: { http?: string; prefix?: string } = {};
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (value === undefined || (name !== "--http" && name !== "--prefix")) return null;
    options[name === "--http" ? "http" : "prefix"] = value;
  }
  return options;
}
