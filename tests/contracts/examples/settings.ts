import type { MyCohort } from "../../../src/app/cohort/my-cohorts.ts";
import type { Settings } from "../../../src/app/settings/read-settings.ts";
import { retentionAims, reviewLoad } from "../../../src/app/settings/retention-price.ts";
import { settingsTexts } from "../../../src/chat/texts/settings.ts";
import { plainView, whichZoneView } from "../../../src/chat/views/cohort-draft.ts";
import { boardsView, settingsView, studySettingsView, zoneSavedWords } from "../../../src/chat/views/settings.ts";
import { breakForm, displayForm, reminderForm, studyForm, timeForm } from "../../../src/chat/views/settings-forms.ts";
import type { CohortId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

const today = "2027-03-10" as StudyDay;
/** 18:05 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 17, 5);

const ann: Settings["learner"] = {
  ...{ id: 2 as LearnerId, displayName: "Ann", zone: "Europe/Berlin", zoneFrom: "chosen", rolloverHour: 4 },
  ...{ newPerDay: 10, desiredRetention: 0.9, weights: null, reminderTime: "19:00", quietDays: [6, 7] },
  ...{ interviewDate: "2027-05-12" as StudyDay, breakFrom: null, breakUntil: null, display: "pictures" },
  ...{ soloTrack: null, soloStart: null, weekShift: 0, openBlocks: [], reviewCount: 300, streak: null },
  ...{ streakClosedThrough: null, createdAt: 0 },
};

function groupNamed(name: string, board: MyCohort["membership"]["board"], id = "c9Ls4Zp6Ru"): MyCohort {
  return {
    cohort: {
      ...{ id: id as CohortId, name, track: "ai-ml-engineer" as TrackId, firstDay: "2027-01-11" as StudyDay },
      ...{ zone: "Europe/Berlin", paceWeeks: 32, dailyTime: "18:30", dailyDays: [1, 2, 3, 4, 5], checkInDay: 7 },
      ...{ state: "active", createdBy: 1 as LearnerId, createdAt: 0 },
    },
    membership: {
      ...{ cohortId: id as CohortId, learnerId: ann.id, role: "member", board, joinedAt: 0, leftAt: null },
    },
  };
}

function settings(change: Partial<Settings["learner"]> = {}, more: Partial<Settings> = {}): Settings {
  return {
    learner: { ...ann, ...change },
    groups: [groupNamed("ML spring", "named")],
    today,
    nowMs,
    dayEndsMs: Date.UTC(2027, 2, 11, 3, 0),
    reachable: true,
    ...more,
  };
}

const eight = Array.from({ length: 8 }, (_, at) => groupNamed("W".repeat(60), "hidden", `c9Ls4Zp6R${at}`));
const stabilities = [2, 4, 9, 15, 30, 60];
const now = reviewLoad(stabilities, 0.9, 0.1542);
const prices = new Map(retentionAims.map((aim) => [aim, reviewLoad(stabilities, aim / 100, 0.1542) / now]));
const empty = { reminderTime: null, quietDays: [], interviewDate: null };

export const settingsExamples: ViewExample[] = [
  { screen: "S34", name: "everything set", view: settingsView(settings()) },
  { screen: "S34", name: "as they are at first", view: settingsView(settings(empty, { groups: [] })) },
  {
    screen: "S34",
    name: "on a break, text only, reviews only",
    view: settingsView(
      settings({
        breakFrom: "2027-03-08" as StudyDay,
        breakUntil: "2027-03-20" as StudyDay,
        display: "text",
        newPerDay: 0,
      }),
    ),
  },
  {
    screen: "S34",
    name: "a break to come",
    view: settingsView(settings({ breakFrom: "2027-04-01" as StudyDay, breakUntil: "2027-04-10" as StudyDay })),
  },
  { screen: "S34", name: "reminders refused", view: settingsView(settings({}, { reachable: false })) },
  { screen: "S34", name: "eight groups", view: settingsView(settings({}, { groups: eight })) },
  { screen: "S34", name: "zone changed", view: settingsView(settings(), zoneSavedWords(settings())) },
  {
    screen: "S34",
    name: "a zone that fits several",
    view: whichZoneView(
      { typed: "Springfield", zones: ["America/Chicago", "America/New_York"] },
      "1:settings-zone",
      "1:settings",
      nowMs,
    ),
  },
  { screen: "S34", name: "study", view: studySettingsView(settings(), prices) },
  {
    screen: "S34",
    name: "study, aim saved",
    view: studySettingsView(settings(empty), prices, settingsTexts.aimSaved(95)),
  },
  { screen: "S34", name: "leaderboard", view: boardsView(settings()) },
  {
    screen: "S34",
    name: "leaderboard of eight groups",
    view: boardsView(settings({}, { groups: eight }), settingsTexts.saved),
  },
  { screen: "S34", name: "leaderboard without a group", view: boardsView(settings({}, { groups: [] })) },
  { screen: "S34", name: "done", view: plainView(settingsTexts.saved) },
  { screen: "S34", name: "form: time", form: timeForm(ann) },
  { screen: "S34", name: "form: study", form: studyForm(ann) },
  { screen: "S34", name: "form: reminder", form: reminderForm(ann) },
  { screen: "S34", name: "form: reminder, unfilled", form: reminderForm(null) },
  { screen: "S34", name: "form: display", form: displayForm(ann) },
  { screen: "S34", name: "form: break", form: breakForm() },
];
