import { joinCohort, readInvitation } from "../../../app/cohort/join-cohort.ts";
import type { Cohort, Membership } from "../../../app/cohort/my-cohorts.ts";
import { cohortsOf, joinableHere } from "../../../app/cohort/my-cohorts.ts";
import type { CohortId } from "../../../core/ids.ts";
import { localTimeOf } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { hint, open, type Reply, showPrivately } from "../../event.ts";
import { channelOf, workspaceOf } from "../../place.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { readZone } from "../../typed-input.ts";
import { text, type View } from "../../view.ts";
import { chooseGroupView } from "../../views/cohort-choose.ts";
import { noGroupView, whichZoneWords, type ZoneChoice, zoneSelect } from "../../views/cohort-draft.ts";
import { endedView } from "../../views/cohort-leave.ts";
import { alreadyInView, joinedView, joinForm } from "../../views/join.ts";
import { type Action, type Press, picked, typed } from "../action.ts";
import { actionId } from "../action-id.ts";
import { inTime } from "../prefill.ts";
import { shortened } from "./read-forms.ts";
import { freshLadder } from "./show-group.ts";

/** `/cohort join` without a code: the group of this channel, else one of the workspace. */
export async function joinHere(chat: Chat): Promise<Reply> {
  const { learner } = await chat.reader();
  const found = await joinableHere(chat.ctx, learner.id, {
    platform: chat.actor.platform,
    workspace: workspaceOf(chat),
    channel: channelOf(chat)?.channel ?? null,
  });
  switch (found.kind) {
    case "one":
      return open(joinForm(found.cohort.id));
    case "several":
      return showPrivately(chooseGroupView(found.cohorts, actionId("join")));
    case "already":
      return showPrivately(await alreadyIn(chat, found.cohort, found.membership));
    case "none":
      return hint(noGroupView(cohortTexts.noOpenGroup));
  }
}

/** The button of the invitation and of help, or a group picked from several. */
export const join: Action = {
  name: "join",
  answers: "form",
  async run(chat, press) {
    const id = (press.object ?? press.values[0] ?? "") as CohortId;
    const [mine, invited] = await Promise.all([
      inTime(chat.reader().then((reader) => cohortsOf(chat.ctx, reader.learner.id))),
      inTime(readInvitation(chat.ctx, id)),
    ]);
    if (invited?.cohort.state === "ended") return hint(endedView(invited.cohort.name));
    const there = mine?.find(({ cohort }) => cohort.id === id);
    if (there) return showPrivately(await alreadyIn(chat, there.cohort, there.membership));
    return open(joinForm(id));
  },
};

const boards = ["anonymous", "named", "hidden"] as const;

export const joinIn: Action = {
  name: "join-in",
  answers: "private",
  form: async (_chat, id) => joinForm(id.object ?? ""),
  async run(chat, press) {
    const zoneTyped = typed(press, "zone");
    const zone = zoneTyped ? readZone(zoneTyped) : null;
    if (zone?.kind === "unknown") {
      return { kind: "reject", reasons: { zone: errorTexts.zone(shortened(zoneTyped)) } };
    }
    const joined = await joinCohort(chat.ctx, await chat.reader(), {
      cohortId: (press.object ?? "") as CohortId,
      zone: zone?.kind === "one" ? zone.zone : null,
      board: boards.find((board) => board === picked(press, "board")[0]) ?? "anonymous",
      reminderTime: reminderOf(press),
    });
    switch (joined.kind) {
      case "unknown":
        return hint(noGroupView(cohortTexts.noOpenGroup));
      case "ended":
        return hint(endedView(joined.cohort.name));
      case "already":
        return showPrivately(await alreadyIn(chat, joined.cohort, joined.membership));
      case "joined": {
        chat.wake();
        const view = joinedView(joined.cohort, joined.welcome, await freshLadder(chat));
        return showPrivately(zone?.kind === "several" ? withZones(view, zone, chat.ctx.clock.nowMs()) : view);
      }
    }
  },
};

/** None asked for leaves what is set. */
function reminderOf(press: Press): string | null {
  const [time] = picked(press, "reminder");
  return time === "08:00" || time === "19:00" ? time : null;
}

/** The typed place lies in several zones: joined all the same, in the group's zone until one is picked. */
function withZones(view: View, zones: ZoneChoice, nowMs: number): View {
  return {
    ...view,
    parts: [text(whichZoneWords(zones)), zoneSelect(zones, actionId("settings-zone"), nowMs), ...view.parts],
  };
}

async function alreadyIn(chat: Chat, cohort: Cohort, membership: Membership): Promise<View> {
  const day = (atMs: number) => localTimeOf(atMs, cohort.zone).day;
  return alreadyInView(cohort, day(membership.joinedAt), day(chat.ctx.clock.nowMs()), await freshLadder(chat));
}
