import type { CohortDraft } from "../../../src/app/cohort/draft.ts";
import type { JoinWelcome } from "../../../src/app/cohort/join-cohort.ts";
import type { Cohort } from "../../../src/app/cohort/my-cohorts.ts";
import { outlookOf } from "../../../src/app/cohort/outlook.ts";
import type { DraftPreview } from "../../../src/app/cohort/preview-draft.ts";
import type { Group } from "../../../src/app/cohort/read-group.ts";
import { actionId } from "../../../src/chat/actions/action-id.ts";
import { cohortTexts } from "../../../src/chat/texts/cohort.ts";
import { errorTexts } from "../../../src/chat/texts/errors.ts";
import { button } from "../../../src/chat/view.ts";
import { chooseGroupView } from "../../../src/chat/views/cohort-choose.ts";
import {
  draftGoneView,
  draftView,
  draftWaitsView,
  noGroupView,
  sampleView,
  whichZoneView,
} from "../../../src/chat/views/cohort-draft.ts";
import { nameForm, whereForm } from "../../../src/chat/views/cohort-forms.ts";
import { groupView } from "../../../src/chat/views/cohort-group.ts";
import { invitationView } from "../../../src/chat/views/cohort-invitation.ts";
import { endedView, endingView, leaveView, notMemberView, stayedView } from "../../../src/chat/views/cohort-leave.ts";
import { membersView, memberView, removeMemberView } from "../../../src/chat/views/cohort-members.ts";
import { pauseForm, pauseNoteView, pausesView } from "../../../src/chat/views/cohort-pause.ts";
import { errorView } from "../../../src/chat/views/errors.ts";
import { alreadyInView, joinedView, joinForm } from "../../../src/chat/views/join.ts";
import { putBackView } from "../../../src/chat/views/welcome.ts";
import type { CohortId, LearnerId, PlaceId, PlatformId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

const day = (text: string) => text as StudyDay;
/** Wed 10 Mar 2027, 18:00 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 17, 0);
const before = Date.UTC(2027, 0, 6, 17, 0);
const platform = "discord" as PlatformId;

const draft: CohortDraft = {
  id: "c9Ls4Zp6Ru" as CohortId,
  name: "ML spring",
  track: "ai-ml-engineer" as TrackId,
  firstDay: day("2027-01-11"),
  zone: "Europe/Berlin",
  paceWeeks: 32,
  dailyTime: "18:30",
  dailyDays: [1, 2, 3, 4, 5],
  checkInDay: 7,
  place: { platform, workspace: "w1", channel: "c1", channelName: "ml-daily" },
};

function preview(change: Partial<CohortDraft> = {}, more: Partial<DraftPreview> = {}): DraftPreview {
  const changed = { ...draft, ...change };
  const atMs = more.nowMs ?? before;
  return {
    draft: changed,
    trackTitle: "AI/ML engineer",
    tracks: [{ id: "ai-ml-engineer", title: "AI/ML engineer" }],
    outlook: outlookOf(changed, [], atMs),
    alsoHere: [],
    nowMs: atMs,
    ...more,
  };
}

const cohort: Cohort = {
  ...{ id: draft.id, name: "ML spring", track: draft.track, firstDay: draft.firstDay, zone: draft.zone },
  ...{ paceWeeks: 32, dailyTime: "18:30", dailyDays: [1, 2, 3, 4, 5], checkInDay: 7, state: "active" },
  createdBy: 1 as LearnerId,
  createdAt: before,
};

const people = ["Chi", "Ann", "Ben", "Dana", "Eda", "Finn"].map((name, at) => ({
  learnerId: (at + 1) as LearnerId,
  name,
  role: name === "Chi" ? ("organiser" as const) : ("member" as const),
  joinedAt: before + at * 86_400_000,
}));
const chi = people[0];
const ann = people[1];
if (!chi || !ann) throw new Error("the sample group has Chi and Ann");

function group(more: Partial<Group> = {}): Group {
  return {
    cohort,
    trackTitle: "AI/ML engineer",
    outlook: outlookOf(cohort, more.pauses ?? [], nowMs),
    places: [
      {
        ...{ id: "p2Xw7Jd4Ka" as PlaceId, cohortId: cohort.id, platform, workspace: "w1", channel: "c1" },
        ...{ channelName: "ml-daily", state: "active" as const, blockedReason: null, createdAt: before },
      },
    ],
    members: people,
    pauses: [],
    nowMs,
    ...more,
  };
}

const many = Array.from({ length: 45 }, (_, at) => ({
  learnerId: (at + 1) as LearnerId,
  name: `Wilhelmina Featherstonehaugh ${at + 1}`.slice(0, 32),
  role: at < 3 ? ("organiser" as const) : ("member" as const),
  joinedAt: before,
}));

const welcome: JoinWelcome = {
  week: 9,
  blockTitle: "Supervised learning",
  firstDay: draft.firstDay,
  today: day("2027-03-10"),
  board: "anonymous",
  zone: "Europe/Berlin",
  rolloverHour: 4,
  newPerDay: 10,
  reminderTime: null,
  newCards: 203,
  otherCohort: null,
};
const learn = button("Learn 5 new cards", "1:study", "primary");
const pauses = [
  { from: day("2027-03-08"), to: day("2027-03-14") },
  { from: day("2027-03-29"), to: day("2027-04-05") },
];
const later: Cohort = { ...cohort, dailyTime: "19:00" };
const values = { ...draft, channel: "c1" };
const widest = "W".repeat(60);

export const cohortExamples: ViewExample[] = [
  {
    screen: "S4",
    name: "nothing but the track chosen",
    view: draftView(preview({ name: null, place: null }), null, true),
  },
  {
    screen: "S4",
    name: "in a direct message, where no channel can be picked",
    view: draftView(preview({ name: null, place: null }), null, false),
  },
  {
    screen: "S4",
    name: "several tracks",
    view: draftView(
      preview({}, { tracks: ["AI/ML engineer", "Rust"].map((title) => ({ id: title, title })) }),
      { ok: true },
      true,
    ),
  },
  { screen: "S4", name: "form: name and start", form: nameForm("1:cohort-name-set:c9Ls4Zp6Ru", values, false) },
  { screen: "S4", name: "form: name and start, unfilled", form: nameForm("1:cohort-name-set:c9Ls4Zp6Ru", null, true) },
  {
    screen: "S4",
    name: "form: where and when",
    form: whereForm("1:cohort-where-set:c9Ls4Zp6Ru", values, true, false, day("2027-01-06")),
  },
  {
    screen: "S8",
    name: "form: where and when, of a group that runs",
    form: whereForm("1:cohort-where-set:c9Ls4Zp6Ru", { ...draft, channel: null }, true, true, day("2027-03-10")),
  },
  {
    screen: "S4",
    name: "form: name and start, not named yet",
    form: nameForm("1:cohort-name-set:c9Ls4Zp6Ru", { ...values, name: null }, false),
  },
  {
    screen: "S4",
    name: "form: where and when, unfilled and without channels",
    form: whereForm("1:cohort-where-set:c9Ls4Zp6Ru", null, false, false, day("2027-01-06")),
  },
  {
    screen: "S4",
    name: "a zone that fits several",
    view: whichZoneView(
      { typed: "Springfield", zones: ["America/Chicago", "America/New_York", "America/Los_Angeles"] },
      "1:cohort-zone:c9Ls4Zp6Ru",
      "1:cohort-draft:c9Ls4Zp6Ru",
      nowMs,
    ),
  },
  { screen: "S4", name: "a draft waits", view: draftWaitsView(draft) },
  { screen: "S4", name: "a draft without a name waits", view: draftWaitsView({ ...draft, name: null }) },
  { screen: "S4", name: "the draft is gone", view: draftGoneView(cohortTexts.draftGone) },
  { screen: "S4", name: "discarded", view: draftGoneView(cohortTexts.discarded) },
  { screen: "S4", name: "may not manage", view: errorView(errorTexts.notManager) },
  { screen: "S5", name: "ready to start", view: draftView(preview(), { ok: true }, true) },
  { screen: "S5", name: "no access", view: draftView(preview(), { ok: false, missing: "Send Messages" }, true) },
  {
    screen: "S5",
    name: "first day in the past, channel in use",
    view: draftView(preview({ paceWeeks: 24 }, { nowMs, alsoHere: ["Rust autumn"] }), { ok: true }, true),
  },
  { screen: "S5", name: "longest name", view: draftView(preview({ name: widest }), { ok: true }, true) },
  { screen: "S5", name: "no sample post", view: sampleView(null, draft.id) },
  { screen: "S5", name: "started", view: groupView(group({ nowMs: before }), learn, null) },
  {
    screen: "S6",
    name: "invitation",
    view: invitationView({
      ...{ cohortId: draft.id, name: "ML spring", trackTitle: "AI/ML engineer", paceWeeks: 32 },
      ...{ firstDay: draft.firstDay, today: day("2027-01-06"), members: 4 },
    }),
  },
  { screen: "S7", name: "form: join", form: joinForm(draft.id) },
  { screen: "S7", name: "joined", view: joinedView(cohort, welcome, learn) },
  {
    screen: "S7",
    name: "joined before the first day",
    view: joinedView(cohort, { ...welcome, week: 0, newCards: 12, today: day("2027-01-06") }, learn),
  },
  {
    screen: "S7",
    name: "joined a second group, with a reminder",
    view: joinedView(
      cohort,
      { ...welcome, board: "named", otherCohort: "Evening group", reminderTime: "19:00", newCards: 0 },
      learn,
    ),
  },
  {
    screen: "S7",
    name: "joined already",
    view: alreadyInView(cohort, day("2027-01-11"), day("2027-03-10"), learn),
  },
  { screen: "S7", name: "no group to join", view: noGroupView(cohortTexts.noOpenGroup) },
  { screen: "S8", name: "members", view: membersView(group(), chi.learnerId, 0, null) },
  {
    screen: "S8",
    name: "members, the second page of many",
    view: membersView(group({ members: many }), 1 as LearnerId, 1, null),
  },
  { screen: "S8", name: "manage a member", view: memberView(cohort, ann) },
  { screen: "S8", name: "manage an organiser", view: memberView(cohort, chi) },
  { screen: "S8", name: "remove a member", view: removeMemberView(cohort, ann) },
  { screen: "S8", name: "settings", view: groupView(group(), null, null) },
  {
    screen: "S8",
    name: "settings after a change",
    view: groupView(
      group({ pauses, cohort: later, outlook: outlookOf(later, pauses, nowMs) }),
      null,
      `${cohortTexts.fromNowOn("19:00", cohortTexts.tomorrow)} ${cohortTexts.alreadyOut}`,
    ),
  },
  { screen: "S8", name: "form: pause", form: pauseForm(cohort.id) },
  { screen: "S8", name: "pauses planned", view: pausesView(group({ pauses }), null) },
  { screen: "S8", name: "no pause", view: pausesView(group(), cohortTexts.pauseRemoved) },
  {
    screen: "S8",
    name: "pause without an end",
    view: pausesView(group({ pauses: [{ from: day("2027-03-08"), to: null }] }), null),
  },
  { screen: "S8", name: "note in the channel", view: pauseNoteView(day("2027-04-05"), true) },
  { screen: "S8", name: "note in the channel, ended early", view: pauseNoteView(day("2027-04-05"), false) },
  { screen: "S8", name: "end the group", view: endingView(cohort, 12) },
  { screen: "S8", name: "leave", view: leaveView({ kind: "may-leave", cohort }) },
  {
    screen: "S8",
    name: "leave as the last organiser",
    view: leaveView({ kind: "last-organiser", cohort, others: many }),
  },
  { screen: "S8", name: "leave as the last member", view: leaveView({ kind: "would-end", cohort }) },
  {
    screen: "S8",
    name: "stayed",
    view: stayedView("ML spring", button("My progress", actionId("progress"), "primary")),
  },
  { screen: "S8", name: "left", view: leaveView({ kind: "left", cohort }, learn) },
  {
    screen: "S8",
    name: "which group",
    view: chooseGroupView([cohort, { ...cohort, id: "c9Ls4Zp6Rv" as CohortId, name: widest }], "1:cohort-which:leave"),
  },
  { screen: "E9", name: "not an organiser", view: errorView(errorTexts.notOrganiser("ML spring", ["Chi", "Dana"])) },
  { screen: "E10", name: "not a member", view: notMemberView(cohort.id, "ML spring") },
  { screen: "E11", name: "ended", view: endedView("ML spring") },
  { screen: "S40", name: "put back after removal", view: putBackView(cohort.id, "ML spring", "tomorrow 18:30") },
];
