import { readProgress } from "../../../app/progress/read-progress.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { progressView } from "../../views/progress-overview.ts";

export async function showProgress(chat: Chat): Promise<View> {
  const reader = await chat.reader();
  const pictures = reader.learner.display === "pictures";
  return progressView(await readProgress(chat.ctx, reader), { pictures });
}
