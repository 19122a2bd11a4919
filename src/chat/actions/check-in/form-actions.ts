import { readCheckInValues } from "../../../app/check-in/read-check-in.ts";
import { type CheckInWords, saveCheckIn } from "../../../app/check-in/save-check-in.ts";
import { hereOf } from "../../../app/study/study-day.ts";
import type { Chat } from "../../chat.ts";
import { open, type Reply, replace, showPrivately } from "../../event.ts";
import { checkInTexts as texts } from "../../texts/check-in.ts";
import { errorTexts } from "../../texts/errors.ts";
import { cleanLine, lengthOf, readNumber } from "../../typed-input.ts";
import type { Form } from "../../view.ts";
import { checkedInView, checkInForm, checkInView, shutView } from "../../views/check-in.ts";
import { count } from "../../wording.ts";
import { type Action, type Press, typed } from "../action.ts";
import { type ActionId, actionId } from "../action-id.ts";
import { inTime } from "../prefill.ts";
import { whichOf } from "./which.ts";

/** "Go on" means the topics as they are shown; "Skip topics" leaves them unsaid. */
const checkInFormOpen = opening("check-in-form", "check-in-save");
const checkInSkip = opening("check-in-skip", "check-in-save-short");
const checkInSave = saving("check-in-save", true);
const checkInSaveShort = saving("check-in-save-short", false);

function opening(name: string, saves: string): Action {
  return { name, answers: "form", run: async (chat, press) => open(await formFor(chat, press, saves)) };
}

async function formFor(chat: Chat, id: ActionId, saves: string): Promise<Form> {
  const which = whichOf(id);
  const values =
    which && (await inTime(chat.reader().then((reader) => readCheckInValues(chat.ctx, reader.learner.id, which))));
  return checkInForm(actionId(saves, id.object, id.choice), values);
}

function saving(name: string, withTopics: boolean): Action {
  return {
    name,
    answers: "update",
    form: (chat, id) => formFor(chat, id, name),
    run: (chat, press) => save(chat, press, withTopics),
  };
}

async function save(chat: Chat, press: Press, withTopics: boolean): Promise<Reply> {
  const which = whichOf(press);
  const reader = await chat.reader();
  const here = hereOf(chat.ctx, reader.learner);
  if (!which) return replace(checkInView({ kind: "unknown" }, here));
  const { words, reasons } = readWords(press, withTopics);
  if (!words) return { kind: "reject", reasons };
  const saved = await saveCheckIn(chat.ctx, reader, which, words);
  switch (saved.kind) {
    case "saved":
      chat.wake();
      return replace(checkedInView(saved.state, saved.first ? null : texts.saved));
    case "shut":
      return showPrivately(shutView(saved.state, [words.blockers, words.aim]));
    default:
      return replace(checkInView(saved, here));
  }
}

const mostHours = 168;
const mostChars = { blockers: 2_000, aim: 200 } as const;

function readWords(
  press: Press,
  withTopics: boolean,
): { readonly words: CheckInWords | null; readonly reasons: Readonly<Record<string, string>> } {
  const reasons: Record<string, string> = {};
  const confidence = Number(typed(press, "confidence"));
  if (!(Number.isInteger(confidence) && confidence >= 1 && confidence <= 5)) {
    reasons.confidence = texts.confidenceNeeded;
  }
  const hoursTyped = typed(press, "hours");
  const hours = hoursTyped ? readNumber(hoursTyped) : null;
  if (hoursTyped && (hours === null || hours > mostHours)) reasons.hours = texts.hoursWrong;
  const blockers = typed(press, "blockers");
  const aim = cleanLine(typed(press, "aim"));
  for (const [name, words] of [
    ["blockers", blockers],
    ["aim", aim],
  ] as const) {
    const [most, given] = [mostChars[name], lengthOf(words)];
    if (given > most) reasons[name] = errorTexts.tooLong(texts[name], count(most), count(given));
  }
  if (Object.keys(reasons).length > 0) return { words: null, reasons };
  return { words: { confidence, hours, blockers, aim, withTopics }, reasons };
}

export const formActions: readonly Action[] = [checkInFormOpen, checkInSkip, checkInSave, checkInSaveShort];
