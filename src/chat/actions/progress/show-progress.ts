import { readProgress } from "../../../app/progress/read-progress.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { progressView } from "../../views/progress-overview.ts";

/** Switched on once the picture is drawn. */
const picturesAreDrawn = false;

export async function showProgress(chat: Chat): Promise<View> {
  const reader = await chat.reader();
  const pictures = picturesAreDrawn && reader.learner.display === "pictures";
  return progressView(await readProgress(chat.ctx, reader), { pictures });
}
