import { Routes } from "discord.js";
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { CommandSpec } from "../../chat/commands/spec.ts";
import type { Log } from "../../log.ts";
import { commandBodies, sameCommands } from "./commands.ts";
import type { Requests } from "./connect.ts";

/**
 * Makes Discord know the commands: everywhere, or in one server while developing. One write, and none where it knows
 * them already, since writes are few a day and people see menus change.
 */
export async function registerCommands(parts: {
  requests: Requests;
  applicationId: string;
  server: string | undefined;
  commands: readonly CommandSpec[];
  log: Log;
}): Promise<void> {
  const { requests, applicationId, server, log } = parts;
  const route = server
    ? Routes.applicationGuildCommands(applicationId, server)
    : Routes.applicationCommands(applicationId);
  const wanted = commandBodies(parts.commands, server ? "server" : "global");
  const query = new URLSearchParams({ with_localizations: "true" });
  const registered = (await requests.get(route, { query })) as APIApplicationCommand[];
  if (sameCommands(wanted, registered)) {
    log.info({ commands: wanted.length }, "Discord knows the commands already");
    return;
  }
  await requests.put(route, { body: wanted });
  log.info({ commands: wanted.length, server: server ?? "everywhere" }, "Discord has the commands now");
}
