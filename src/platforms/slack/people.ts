import type { Actor } from "../../chat/event.ts";
import { memberOf, textOf } from "./api.ts";
import { slackId } from "./config.ts";
import { within } from "./deadline.ts";
import { slackTiming } from "./limits.ts";
import type { Workspaces } from "./workspaces.ts";

/** Who people are: names, zones and rights from their profiles, kept for some minutes. */
export interface People {
  /** Never rejects: a profile that is late or refused is done without, and the person then has no special rights. */
  actor(team: string, user: string, name: string): Promise<Actor>;
  /** The direct message with a person; rejects or answers null when it cannot be opened. */
  direct(team: string, user: string): Promise<string | null>;
  channelName(team: string, channel: string): Promise<string>;
}

interface Profile {
  readonly name: string;
  readonly zone: string;
  readonly mayManage: boolean;
}

export function openPeople(parts: { workspaces: Workspaces; nowMs: () => number }): People {
  const { workspaces, nowMs } = parts;
  const profiles = new Map<string, { readonly atMs: number; readonly profile: Promise<Profile | null> }>();
  const directs = new Map<string, string>();
  const names = new Map<string, string>();

  async function read(team: string, user: string): Promise<Profile | null> {
    const answer = await workspaces.call(team, "users.info", { user });
    if (answer.kind !== "ok") return null;
    const person = memberOf(answer.data, "user");
    const profile = memberOf(person, "profile");
    return {
      name: textOf(profile, "display_name") || textOf(person, "real_name") || textOf(person, "name"),
      zone: textOf(person, "tz"),
      mayManage: memberOf(person, "is_admin") === true || memberOf(person, "is_owner") === true,
    };
  }

  function profileOf(team: string, user: string): Promise<Profile | null> {
    const key = `${team}:${user}`;
    const found = profiles.get(key);
    if (found && nowMs() - found.atMs < slackTiming.personKeptMs) return found.profile;
    const profile = read(team, user).catch(() => null);
    const kept = { atMs: nowMs(), profile };
    keep(profiles, key, kept);
    // What could not be read is asked for again next time.
    void profile.then((one) => {
      if (!one && profiles.get(key) === kept) profiles.delete(key);
    });
    return profile;
  }

  return {
    async actor(team, user, name) {
      const profile = await within(slackTiming.profileWithinMs, profileOf(team, user));
      return {
        platform: slackId,
        scope: team,
        userId: user,
        displayName: profile?.name || name || "Somebody",
        ...(profile?.zone ? { zone: profile.zone } : {}),
        mayManage: profile?.mayManage ?? false,
      };
    },
    async direct(team, user) {
      const key = `${team}:${user}`;
      const known = directs.get(key);
      if (known) return known;
      const answer = await workspaces.call(team, "conversations.open", { users: user });
      const channel = answer.kind === "ok" ? textOf(answer.data, "channel", "id") : "";
      if (channel) keep(directs, key, channel);
      return channel || null;
    },
    async channelName(team, channel) {
      const known = names.get(channel);
      if (known) return known;
      const answer = await workspaces.call(team, "conversations.info", { channel }).catch(() => null);
      const name = answer?.kind === "ok" ? textOf(answer.data, "channel", "name") : "";
      if (name) keep(names, channel, name);
      return name || "this channel";
    },
  };
}

const most = 20_000;

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
