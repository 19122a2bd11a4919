import { card } from "./card.ts";
import { checkIn } from "./check-in.ts";
import { cohort } from "./cohort.ts";
import type { Command } from "./command.ts";
import { daily } from "./daily.ts";
import { help } from "./help.ts";
import { leaderboard } from "./leaderboard.ts";
import { progress } from "./progress.ts";
import { roadmap } from "./roadmap.ts";
import { settings } from "./settings.ts";
import { skills } from "./skills.ts";
import { study } from "./study.ts";
import { undo } from "./undo.ts";

/** Every command there is, in the order `/help` shows them. */
export const commands: readonly Command[] = [
  study,
  daily,
  progress,
  leaderboard,
  roadmap,
  checkIn,
  skills,
  cohort,
  undo,
  card,
  settings,
  help,
];
