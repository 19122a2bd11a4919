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

export const errorExamples: ViewExample[] = [
  { screen: "E1", name: "unexpected, typed text kept", view: unexpectedView("7F3K", again, [long]) },
  { screen: "E3", name: "database away", view: databaseAwayView(again, []) },
  { screen: "E3", name: "database away, typed text kept", view: databaseAwayView(null, [long]) },
  {
    screen: "E14",
    name: "a form refused",
    view: refusedFormView("f5Tq8Wn3Lx", ["At least 20 characters."], ["too short"]),
  },
  { screen: "E16", name: "unknown button", view: unknownButtonView() },
  { screen: "E16", name: "unknown command", view: unknownCommandView("/".repeat(4_000)) },
];
