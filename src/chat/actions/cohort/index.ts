import type { Action } from "../action.ts";
import {
  cohortAfresh,
  cohortCreate,
  cohortDiscard,
  cohortDraftShow,
  cohortStart,
  cohortTrack,
} from "./draft-actions.ts";
import { cohortName, cohortNameSet, cohortWhere, cohortWhereSet, cohortZone } from "./form-actions.ts";
import { join, joinIn } from "./join-actions.ts";

export const cohortActions: readonly Action[] = [
  cohortCreate,
  cohortDraftShow,
  cohortAfresh,
  cohortDiscard,
  cohortTrack,
  cohortStart,
  cohortName,
  cohortNameSet,
  cohortWhere,
  cohortWhereSet,
  cohortZone,
  join,
  joinIn,
];
