import type { Action } from "../action.ts";
import { bringBack, flag, more, suspend } from "./aside.ts";
import { cardBringBack, cardOpen, cardPage, cardSuspend } from "./cards.ts";
import { option, rate } from "./rate.ts";
import { goOn, learnMore, next, solo, stop, study, studyOneCard, studyTopic } from "./session.ts";
import { face, hintAction, show, stage, ticks, write } from "./turn.ts";
import { undoAction } from "./undo.ts";

/** Everything a study session's buttons, selects, ticks and forms do. */
export const studyActions: readonly Action[] = [
  study,
  studyTopic,
  learnMore,
  solo,
  stop,
  goOn,
  next,
  studyOneCard,
  show,
  hintAction,
  stage,
  face,
  ticks,
  write,
  rate,
  option,
  more,
  suspend,
  bringBack,
  flag,
  undoAction,
  cardOpen,
  cardPage,
  cardSuspend,
  cardBringBack,
];
