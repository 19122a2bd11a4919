import { dailyTexts } from "../../../src/chat/texts/daily.ts";
import { errorTexts } from "../../../src/chat/texts/errors.ts";
import type { View } from "../../../src/chat/view.ts";
import {
  databaseAwayView,
  refusedFormView,
  unexpectedView,
  unknownButtonView,
  unknownCommandView,
} from "../../../src/chat/views/errors.ts";
import type { ViewExample } from "./example.ts";

const again = "1:rate:p4Kd8Rw2Xn:good";
const long = "w".repeat(2_000);

function refused(reason: string, typed: string): View {
  return refusedFormView("f5Tq8Wn3Lx", [reason], [typed]);
}

export const errorExamples: ViewExample[] = [
  { screen: "E1", name: "unexpected", view: unexpectedView("7F3K", again, []) },
  { screen: "E1", name: "unexpected, typed text kept", view: unexpectedView("7F3K", again, [long]) },
  { screen: "E3", name: "database away", view: databaseAwayView(again, []) },
  { screen: "E3", name: "database away, typed text kept", view: databaseAwayView(null, [long]) },
  {
    screen: "E12",
    name: "zone unknown",
    view: refused(errorTexts.zone("Berln"), "Berln"),
  },
  { screen: "E13", name: "no time", view: refused(errorTexts.time, "half past six") },
  { screen: "E13", name: "no date", view: refused(errorTexts.date, "the ides of March") },
  { screen: "E13", name: "a date that has passed", view: refused(errorTexts.datePassed, "8 Mar") },
  {
    screen: "E14",
    name: "too long",
    view: refused(errorTexts.tooLong(dailyTexts.inYourWords, "2,000", "2,310"), "word ".repeat(462)),
  },
  { screen: "E14", name: "too short", view: refused(dailyTexts.tooShort, "too short") },
  {
    screen: "E14",
    name: "two fields at once",
    view: refusedFormView("f5Tq8Wn3Lx", [errorTexts.time, errorTexts.date], ["half past six", "the ides of March"]),
  },
  { screen: "E16", name: "unknown button", view: unknownButtonView() },
  { screen: "E16", name: "unknown command", view: unknownCommandView("stduy") },
  { screen: "E16", name: "unknown command, very long", view: unknownCommandView("/".repeat(4_000)) },
];
