import { readRoadmap } from "../../../app/roadmap/read-roadmap.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { roadmapView } from "../../views/roadmap-path.ts";

export async function showRoadmap(chat: Chat): Promise<View> {
  const reader = await chat.reader();
  return roadmapView(await readRoadmap(chat.ctx, reader), { pictures: reader.learner.display === "pictures" });
}
