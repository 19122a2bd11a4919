import { cardExamples } from "./cards.ts";
import { checkInExamples } from "./check-in.ts";
import { cohortExamples } from "./cohort.ts";
import { dailyExamples } from "./daily.ts";
import { deliveryExamples } from "./deliveries.ts";
import { errorExamples } from "./errors.ts";
import type { ViewExample } from "./example.ts";
import { groupExamples } from "./group.ts";
import { helpExamples } from "./help.ts";
import { progressExamples } from "./progress.ts";
import { reportExamples } from "./report.ts";
import { settingsExamples } from "./settings.ts";
import { studyExamples } from "./study.ts";

/** Every example of every screen. */
export const allExamples: readonly ViewExample[] = [
  ...cardExamples,
  ...checkInExamples,
  ...cohortExamples,
  ...dailyExamples,
  ...deliveryExamples,
  ...errorExamples,
  ...groupExamples,
  ...helpExamples,
  ...progressExamples,
  ...reportExamples,
  ...settingsExamples,
  ...studyExamples,
];
