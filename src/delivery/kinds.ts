import { dailyQuestion } from "./daily-question.ts";
import { invitation } from "./invitation.ts";
import type { DeliveryKind } from "./kind.ts";
import { notice } from "./notice.ts";
import { pauseNote } from "./pause-note.ts";
import { putBack } from "./put-back.ts";
import { recap } from "./recap.ts";
import { reminder } from "./reminder.ts";
import { weekly } from "./weekly.ts";

/** Every kind of message that can be owed. */
export const deliveryKinds: readonly DeliveryKind[] = [
  dailyQuestion,
  recap,
  weekly,
  reminder,
  notice,
  invitation,
  pauseNote,
  putBack,
];
