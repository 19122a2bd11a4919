import type { Action } from "./action.ts";
import { daily, dailyAnswer, dailyReveal, dailySubmit } from "./daily-answer.ts";
import { dailyRecap, dailyStudy, dailyWhole } from "./daily-recap.ts";
import { dailyShare, dailyTakeBack } from "./daily-share.ts";

/** What the buttons, forms and selects around the daily question do. */
export const dailyActions: readonly Action[] = [
  daily,
  dailyAnswer,
  dailySubmit,
  dailyReveal,
  dailyRecap,
  dailyWhole,
  dailyStudy,
  dailyShare,
  dailyTakeBack,
];
