import { createHash } from "node:crypto";
import type { FilePart, PicturePart, View } from "../../chat/view.ts";
import type { PictureMaker, PictureSpec } from "../../core/picture-spec.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { textOf } from "./api.ts";
import { within } from "./deadline.ts";
import { slackTiming } from "./limits.ts";
import type { FileOf } from "./render/blocks.ts";
import type { Workspaces } from "./workspaces.ts";

/** Pictures of views as private files of the workspace, to be shown by their ids; the same picture is uploaded once. */
export interface Pictures {
  /** Never rejects: what cannot be drawn or uploaded in time is null, and its text stands. */
  prepare(team: string, view: View): Promise<FileOf>;
  /** Puts a file into a conversation. Rejects when that fails. */
  share(team: string, channel: string, file: FilePart): Promise<void>;
}

const keptFiles = 2_000;

export function openPictures(parts: { workspaces: Workspaces; maker: PictureMaker; log: Log }): Pictures {
  const { workspaces, log } = parts;
  const files = new Map<string, Promise<string>>();

  async function upload(
    team: string,
    name: string,
    bytes: Uint8Array,
    where: Record<string, unknown>,
  ): Promise<string> {
    const place = await workspaces.call(team, "files.getUploadURLExternal", {
      filename: name,
      length: bytes.byteLength,
    });
    if (place.kind !== "ok") throw new Error(`no place for a file: ${place.kind === "error" ? place.code : "later"}`);
    const sent = await fetch(textOf(place.data, "upload_url"), {
      method: "POST",
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(slackTiming.callTimeoutMs),
    });
    if (!sent.ok) throw new Error(`the file was not taken: ${sent.status}`);
    const id = textOf(place.data, "file_id");
    const done = await workspaces.call(team, "files.completeUploadExternal", {
      files: [{ id, title: name }],
      ...where,
    });
    if (done.kind !== "ok") throw new Error(`the file was not kept: ${done.kind === "error" ? done.code : "later"}`);
    return id;
  }

  async function make(team: string, name: string, spec: PictureSpec): Promise<string> {
    const { png } = await parts.maker.draw(spec);
    return upload(team, `${name}.png`, png, {});
  }

  function fileOf(team: string, part: PicturePart): Promise<string> {
    const key = `${team}:${createHash("sha256").update(JSON.stringify(part.spec)).digest("base64url")}`;
    const known = files.get(key);
    if (known) return known;
    const made = make(team, part.name, part.spec);
    files.set(key, made);
    made.catch(() => files.delete(key));
    for (const oldest of files.keys()) {
      if (files.size <= keptFiles) break;
      files.delete(oldest);
    }
    return made;
  }

  return {
    async prepare(team, view) {
      const shown = view.parts.filter((part) => part.kind === "picture");
      const ready = await Promise.all(
        shown.map(async (part) => [part.name, await inTime(fileOf(team, part)).catch(missing)] as const),
      );
      const ids = new Map(ready);
      return (name) => ids.get(name) ?? null;
    },
    async share(team, channel, file) {
      await upload(team, file.name, file.bytes, { channel_id: channel });
    },
  };

  function missing(error: unknown): null {
    log.warn({ error: errorText(error) }, "a picture could not be shown");
    return null;
  }
}

async function inTime(work: Promise<string>): Promise<string> {
  const id = await within(slackTiming.pictureWithinMs, work);
  if (id === null) throw new Error("drawing took too long");
  return id;
}
