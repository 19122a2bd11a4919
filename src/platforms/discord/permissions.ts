import { PermissionFlagsBits } from "discord.js";

const { ViewChannel, SendMessages, ReadMessageHistory, AttachFiles, CreatePublicThreads, SendMessagesInThreads } =
  PermissionFlagsBits;

/** Without these a channel is no place: history is what a second try looks through before it posts. */
export const neededThere: readonly bigint[] = [ViewChannel, SendMessages, ReadMessageHistory, AttachFiles];

/** What the invitation asks for: the needed ones, and threads for shared answers. */
const asked: readonly bigint[] = [...neededThere, CreatePublicThreads, SendMessagesInThreads];

/** As they stand in Discord's own settings. */
const names = new Map<bigint, string>([
  [ViewChannel, "View Channel"],
  [SendMessages, "Send Messages"],
  [ReadMessageHistory, "Read Message History"],
  [AttachFiles, "Attach Files"],
  [CreatePublicThreads, "Create Public Threads"],
  [SendMessagesInThreads, "Send Messages in Threads"],
]);

export function permissionNames(flags: readonly bigint[]): string {
  return flags.map((flag) => names.get(flag) ?? String(flag)).join(", ");
}

/** The address that brings the bot into a server, with the least it needs. */
export function inviteUrl(applicationId: string): string {
  const permissions = asked.reduce((sum, flag) => sum | flag, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`;
}
