import { connectPlace } from "../../../app/cohort/connect-place.ts";
import type { Chat } from "../../chat.ts";
import { hint, type Reply, showPrivately } from "../../event.ts";
import { channelOf } from "../../place.ts";
import { cohortTexts as texts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { connectedView } from "../../views/cohort-connect.ts";
import { channelWords } from "../../views/cohort-facts.ts";
import { endedView } from "../../views/cohort-leave.ts";
import { errorView } from "../../views/errors.ts";

/** `/cohort join` with a code: this channel becomes one more place of that group. */
export async function joinByCode(chat: Chat, code: string): Promise<Reply> {
  const place = channelOf(chat);
  if (!place) return hint(errorView(texts.connectInChannel));
  if (!chat.actor.mayManage) return hint(errorView(errorTexts.notManager));
  const access = (await chat.platform.access?.({ workspace: place.workspace, channel: place.channel })) ?? { ok: true };
  // Before the code is used up.
  if (!access.ok) return hint(errorView(texts.accessNot(channelWords(place.channelName), access.missing)));
  const connected = await connectPlace(chat.ctx, await chat.reader(), code, place);
  switch (connected.kind) {
    case "no-code":
      return hint(errorView(texts.noSuchCode));
    case "ended":
      return hint(endedView(connected.cohort.name));
    default:
      chat.wake();
      return showPrivately(
        connectedView(connected, { channelName: place.channelName, platformName: chat.platform.capabilities.name }),
      );
  }
}
