import { dailyQuestion } from "./daily-question.ts";
import { invitation } from "./invitation.ts";
import type { DeliveryKind } from "./kind.ts";
import { pauseNote } from "./pause-note.ts";
import { putBack } from "./put-back.ts";
import { recap } from "./recap.ts";

/** Every kind of message that can be owed. */
export const deliveryKinds: readonly DeliveryKind[] = [dailyQuestion, recap, invitation, pauseNote, putBack];
