import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import { reopenPlaces } from "../../../app/cohort/reopen-places.ts";
import type { CohortId, PlaceId } from "../../../core/ids.ts";
import { replace } from "../../event.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { channelWords } from "../../views/cohort-facts.ts";
import type { Action } from "../action.ts";
import { refuse } from "./form-actions.ts";
import { showGroup } from "./show-group.ts";

/** "Check again": asks the platform about the places it refused, and sends on where it no longer does. */
export const cohortCheck: Action = {
  name: "cohort-check",
  answers: "update",
  async run(chat, press) {
    const found = await groupForOrganiser(chat.ctx, await chat.reader(), (press.object ?? "") as CohortId);
    if (found.kind !== "organiser") return refuse(found);
    const { places } = await readGroup(chat.ctx, found.cohort);
    // Only the platform a place is on can say; from another one it is tried all the same.
    const mine = places.filter(({ state }) => state === "blocked");
    const open: PlaceId[] = [];
    const lines: string[] = [];
    for (const place of mine) {
      const here = place.platform === chat.actor.platform;
      const access = here ? await chat.platform.access?.(place) : undefined;
      if (access?.ok === false) lines.push(cohortTexts.accessNot(channelWords(place.channelName), access.missing));
      else open.push(place.id);
    }
    await reopenPlaces(chat.ctx, open);
    if (open.length > 0) chat.wake();
    if (open.length > 0 && lines.length === 0) lines.push(cohortTexts.accessIsBack);
    return replace(await showGroup(chat, found.cohort, lines.join(" ") || null));
  },
};
