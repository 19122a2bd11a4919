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
  if (sees(person, "Show answer")) await person.press("Show answer");
  const right = /^([A-D])\. Recall$/m.exec(person.text)?.[1];
  if (right && sees(person, right)) {
    // Any other option is Again at once.
    await person.press(rating === "Again" ? (right === "A" ? "B" : "A") : right);
    if (rating === "Again") return person.press("Next card");
  }
  await person.press(rating);
}

/** So many cards, all of them easy, so that none comes back the same day; then enough for now. */
export async function studySome(person: StoryPerson, cards: number): Promise<void> {
  await person.command("study", { count: String(cards) });
  if (sees(person, "Start")) await person.press("Start");
  for (let rated = 0; rated < cards && sees(person, "Stop for now"); rated++) await rate(person, "Easy");
  if (sees(person, "Stop for now")) await person.press("Stop for now");
}

function sees({ screen }: StoryPerson, label: string): boolean {
  return screen.buttons.some((one) => one.label === label);
}

/** Studies whatever comes until the session is over, at most so many ratings. Returns how many there were. */
export async function studyAll(person: StoryPerson, rating: "Again" | "Hard" | "Good" | "Easy" = "Good", most = 60) {
  for (let ratings = 0; ratings < most; ratings++) {
    if (!sees(person, "Stop for now")) return ratings;
    await rate(person, rating);
  }
  return most;
}
