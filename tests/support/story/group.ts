import type { StoryPerson } from "./person.ts";
import type { Story } from "./stage.ts";

export type Board = "Anonymous" | "Named" | "Hidden";

/** Chi, who may, starts a group by the guided creation: from Monday to Friday at 18:30 in Berlin, check-in on Sundays. */
export async function foundGroup(
  story: Story,
  { name = "ML spring", firstDay = "2027-03-08" }: { readonly name?: string; readonly firstDay?: string } = {},
): Promise<StoryPerson> {
  const chi = await story.person("Chi", { manages: true });
  await chi.command("cohort create");
  await chi.press("Name and start");
  await chi.fill("New study group", { Name: name, "First day": firstDay, "Time zone": "Berlin" });
  await chi.press("Start the group");
  chi.sees(`${name} has started`);
  return chi;
}

/** Joins by the button of the group's invitation. */
export async function join(
  story: Story,
  person: StoryPerson,
  board: Board = "Named",
  group = "ML spring",
): Promise<void> {
  await person.press("Join", await story.channel.post(new RegExp(`A study group starts here: ${group}`)));
  await person.fill("Join the group", { "On the leaderboard": board });
  person.sees(`You are in: ${group}`);
}

/** Answers the card in hand and rates it; what the person then sees is the next card, or the summary. */
export async function rate(person: StoryPerson, rating: "Again" | "Hard" | "Good" | "Easy"): Promise<void> {
  if (person.screen.buttons.some(({ label }) => label === "Show answer")) await person.press("Show answer");
  if (person.screen.buttons.some(({ label }) => label === "B")) {
    // The right option of the choice cards is the second; a wrong one is Again at once.
    await person.press(rating === "Again" ? "A" : "B");
    if (rating === "Again") return person.press("Next card");
  }
  await person.press(rating);
}

/** Studies whatever comes until the session is over, at most so many ratings. Returns how many there were. */
export async function studyAll(person: StoryPerson, rating: "Again" | "Hard" | "Good" | "Easy" = "Good", most = 60) {
  for (let ratings = 0; ratings < most; ratings++) {
    if (!person.screen.buttons.some(({ label }) => label === "Stop for now")) return ratings;
    await rate(person, rating);
  }
  return most;
}
