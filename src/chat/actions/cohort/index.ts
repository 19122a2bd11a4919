import type { Action } from "../action.ts";
import { cohortCheck } from "./check-access.ts";
import { memberDay, memberDaySet } from "./day-actions.ts";
import {
  cohortAfresh,
  cohortCreate,
  cohortDiscard,
  cohortDraftShow,
  cohortSample,
  cohortStart,
  cohortTrack,
} from "./draft-actions.ts";
import { cohortName, cohortNameSet, cohortWhere, cohortWhereSet, cohortZone } from "./form-actions.ts";
import { cohortEnding, cohortSettings, cohortWhich } from "./group-task.ts";
import { join, joinIn } from "./join-actions.ts";
import {
  cohortLeaveNow,
  cohortMember,
  cohortMembers,
  cohortStay,
  cohortSuccessor,
  memberMakeOrganiser,
  memberRemove,
  memberRemoveNow,
  memberTakeBack,
} from "./member-actions.ts";
import { cohortPause, cohortPauseRemove, cohortPauseSet, cohortResume } from "./pause-actions.ts";
import { reportActions } from "./report-actions.ts";

export const cohortActions: readonly Action[] = [
  cohortCreate,
  cohortDraftShow,
  cohortAfresh,
  cohortDiscard,
  cohortTrack,
  cohortStart,
  cohortSample,
  cohortName,
  cohortNameSet,
  cohortWhere,
  cohortWhereSet,
  cohortZone,
  join,
  joinIn,
  cohortWhich,
  cohortSettings,
  cohortEnding,
  cohortCheck,
  cohortMembers,
  cohortMember,
  memberMakeOrganiser,
  memberTakeBack,
  memberRemove,
  memberRemoveNow,
  memberDay,
  memberDaySet,
  cohortLeaveNow,
  cohortStay,
  cohortSuccessor,
  cohortPause,
  cohortPauseSet,
  cohortPauseRemove,
  cohortResume,
  ...reportActions,
];
