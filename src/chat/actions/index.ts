import type { Action } from "./action.ts";
import { checkInActions } from "./check-in/index.ts";
import { cohortActions } from "./cohort/index.ts";
import { dailyActions } from "./daily-actions.ts";
import { fix } from "./fix.ts";
import { help, ok } from "./help.ts";
import { leaderboardActions } from "./leaderboard/index.ts";
import { noticeActions } from "./notice-actions.ts";
import { progressActions } from "./progress/index.ts";
import { reminderActions } from "./reminder-actions.ts";
import { roadmapActions } from "./roadmap/index.ts";
import { settingsActions } from "./settings/index.ts";
import { skillsActions } from "./skills/index.ts";
import { studyActions } from "./study/index.ts";

/** Every action there is. `dispatch` finds them by name; a test checks that names are unique and kept. */
export const actions: readonly Action[] = [
  fix,
  help,
  ok,
  ...studyActions,
  ...cohortActions,
  ...settingsActions,
  ...noticeActions,
  ...reminderActions,
  ...dailyActions,
  ...progressActions,
  ...checkInActions,
  ...leaderboardActions,
  ...roadmapActions,
  ...skillsActions,
];
