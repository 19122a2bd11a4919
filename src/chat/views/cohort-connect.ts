import type { ConnectCode, Connected } from "../../app/cohort/connect-place.ts";
import type { Here } from "../../app/study/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { cut, privateMoment } from "../wording.ts";
import { channelWords } from "./cohort-facts.ts";

/** The code to be typed in the other channel (S8). */
export function connectView({ cohort, code, validUntilMs }: ConnectCode, here: Here): View {
  const words = texts.connect(code);
  return {
    title: cut(texts.connectTitle(cohort.name), 100),
    parts: [
      text(words),
      { kind: "code", source: `/cohort join ${code}`, language: "" },
      note(texts.connectOnce, privateMoment(validUntilMs, here.nowMs, here.zone), "."),
      buttons(button(texts.groupSettings, actionId("cohort-settings", cohort.id), "primary")),
    ],
    fallback: cut(words, 300),
  };
}

/** In the other channel, once the code was typed there. */
export function connectedView(
  connected: Extract<Connected, { kind: "connected" | "already" }>,
  place: { readonly channelName: string; readonly platformName: string },
): View {
  const { cohort, isMember } = connected;
  const where = channelWords(place.channelName);
  const words =
    connected.kind === "connected"
      ? texts.connected(cohort.name, where, place.platformName)
      : texts.connectedBefore(cohort.name, where);
  const join = button(texts.join, actionId("join", cohort.id), "primary");
  const week = button(texts.thisWeek, actionId("roadmap-week"), "primary");
  return { parts: [text(words), buttons(isMember ? week : join)], fallback: cut(words, 300) };
}
