import { createHash } from "node:crypto";
import type { CommandSpec, OptionSpec } from "../../chat/commands/spec.ts";
import type { Button, Form, Span } from "../../chat/view.ts";
import type { Picture, PictureMaker, PictureSpec } from "../../core/picture-spec.ts";
import type { Log } from "../../log.ts";
import { playgroundLimits } from "./limits.ts";
import type {
  ShownButton,
  ShownCommand,
  ShownCommandOption,
  ShownForm,
  ShownPart,
  ShownSpan,
  ShownView,
} from "./page/protocol.ts";
import type { StoredPart, StoredView } from "./store.ts";

export interface Renderer {
  /** Never rejects: a picture that cannot be drawn is left out, its text stands. */
  view(view: StoredView): Promise<ShownView>;
  /** The PNG behind an address this renderer gave out; null for any other. May reject as the maker does. */
  png(name: string): Promise<Uint8Array | null>;
}

export const picturePath = "/playground/picture/";
export const filePath = "/playground/file/";

/** Specs whose address is known, so that a page may ask for them; the oldest go first. */
const knownSpecs = 1_000;

export function openRenderer(parts: { pictures: PictureMaker; log: Log }): Renderer {
  const specs = new Map<string, PictureSpec>();

  async function picture(spec: PictureSpec) {
    const name = pictureName(spec);
    specs.delete(name);
    specs.set(name, spec);
    for (const oldest of specs.keys()) {
      if (specs.size <= knownSpecs) break;
      specs.delete(oldest);
    }
    try {
      const drawn = await withinWait(parts.pictures.draw(spec));
      const size = drawn === "late" ? { widthPx: 0, heightPx: 0 } : cssSize(drawn);
      return { src: `${picturePath}${name}`, ...size };
    } catch (error) {
      parts.log.warn({ picture: spec.kind, error: String(error) }, "a picture could not be drawn");
      return null;
    }
  }

  async function part(one: StoredPart): Promise<ShownPart> {
    switch (one.kind) {
      case "text":
      case "note":
        return { kind: one.kind, spans: one.spans.map(span) };
      case "fields":
        return { kind: "fields", fields: one.fields.map((f) => ({ label: f.label, value: f.value.map(span) })) };
      case "list":
        return {
          kind: "list",
          items: one.items.map((item) => item.map(span)),
          marks: one.marks ?? "bullets",
          start: one.start ?? 1,
        };
      case "picture":
        return { kind: "picture", picture: await picture(one.spec), alt: one.alt, text: one.text };
      case "buttons":
        return { kind: "buttons", buttons: one.buttons.map(button) };
      case "file":
        return { kind: "file", name: one.name, href: `${filePath}${one.file}`, sizeBytes: one.sizeBytes };
      default:
        return one;
    }
  }

  return {
    async view({ title, tone, fallback, parts: all }) {
      const shown = await Promise.all(all.map(part));
      return {
        ...(title === undefined ? {} : { title }),
        ...(tone === undefined ? {} : { tone }),
        parts: shown,
        fallback,
      };
    },
    async png(name) {
      const spec = specs.get(name);
      return spec ? (await parts.pictures.draw(spec)).png : null;
    },
  };
}

export function pictureName(spec: PictureSpec): string {
  return `${createHash("sha256").update(JSON.stringify(spec)).digest("base64url").slice(0, 22)}.png`;
}

/** Drawn at twice the size it is shown at. */
function cssSize(picture: Picture) {
  return { widthPx: Math.round(picture.widthPx / 2), heightPx: Math.round(picture.heightPx / 2) };
}

async function withinWait(drawing: Promise<Picture>): Promise<Picture | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), playgroundLimits.pictureWaitMs);
  });
  try {
    return await Promise.race([drawing, late]);
  } finally {
    clearTimeout(timer);
    // Of a drawing that fails after all, the page learns when it asks for the picture.
    drawing.catch(() => undefined);
  }
}

function span(one: Span): ShownSpan {
  switch (one.kind) {
    case "time":
      return { kind: "time", atMs: one.atMs, words: one.words };
    case "link":
      return isWebAddress(one.url) ? one : { kind: "plain", text: one.label };
    default:
      return one;
  }
}

function button(one: Button): ShownButton {
  const broken = "url" in one.press && !isWebAddress(one.press.url);
  return broken ? { ...one, press: { action: "" } } : one;
}

/** Card authors write links; only these may become one. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

export function renderForm(form: Form): ShownForm {
  return form;
}

export function renderCommands(commands: readonly CommandSpec[]): readonly ShownCommand[] {
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    group: command.group,
    ...(command.options ? { options: command.options.map(renderOption) } : {}),
    ...(command.subcommands
      ? {
          subcommands: command.subcommands.map((one) => ({
            name: one.name,
            summary: one.summary,
            ...(one.options ? { options: one.options.map(renderOption) } : {}),
          })),
        }
      : {}),
  }));
}

function renderOption(option: OptionSpec): ShownCommandOption {
  const { name, summary, kind, choices, completes, required } = option;
  return {
    name,
    summary,
    kind,
    ...(choices ? { choices } : {}),
    ...(completes ? { completes } : {}),
    ...(required ? { required } : {}),
  };
}
