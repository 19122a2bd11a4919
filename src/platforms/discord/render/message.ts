import { ButtonStyle, ComponentType, SeparatorSpacingSize } from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
} from "discord-api-types/v10";
import type { Button, Option, Part, SelectPart, TicksPart, View } from "../../../chat/view.ts";
import { discordLimits as limits } from "../limits.ts";
import { type Block, fitTexts, shorten } from "./budget.ts";
import { escapeLine, webAddress } from "./escape.ts";
import { partText } from "./lines.ts";
import type { DrawnPictures } from "./pictures.ts";

/** A message's body, without flags: those depend on how it is sent. */
export interface Rendered {
  readonly components: readonly [APIContainerComponent];
  readonly files: readonly RenderedFile[];
}
export interface RenderedFile {
  readonly name: string;
  readonly data: Buffer;
  /** Alt text; empty for what is no picture. */
  readonly description: string;
}

const restName = "rest.txt";

type TextBlock = Extract<Block, { kind: "text" }>;
/** What begins a paragraph, after what: the rest Discord sets apart by itself, and a list belongs to the line above it. */
const begins: ReadonlySet<TextBlock["part"]> = new Set(["text", "fields", "meter"]);
const ends: ReadonlySet<TextBlock["part"]> = new Set(["text", "fields", "meter", "list"]);

/**
 * A view as one container of Components V2 that fits Discord's limits whatever is in the view: text that is too long is
 * cut at a word and stands whole in an attached file; what does not fit beside it is left out, buttons last.
 * `mark`: id of the container, by which the message is known again (`post.ts`).
 */
export function renderView(view: View, pictures: DrawnPictures, mark?: number): Rendered {
  const files: RenderedFile[] = [];
  const ids = uniqueIds();
  const blocks: Block[] = [];
  if (view.title) blocks.push(textBlock(`## ${escapeLine(shorten(view.title, 250))}`, false));
  for (const part of view.parts) blocks.push(...partBlocks(part, pictures, files, ids));
  if (blocks.length === 0) blocks.push(textBlock(escapeLine(view.fallback) || "…", true));

  const fitted = fitTexts(blocks);
  if (fitted.rest !== null) {
    files.push({ name: restName, data: Buffer.from(fitted.rest, "utf8"), description: "" });
    fitted.blocks.push(fileBlock(restName));
  }
  const components = fitComponents(joinTexts(fitted.blocks));
  return {
    components: [{ type: ComponentType.Container, ...(mark === undefined ? {} : { id: mark }), components }],
    files: files.filter(({ name }) => JSON.stringify(components).includes(`attachment://${name}`)),
  };
}

function partBlocks(part: Part, pictures: DrawnPictures, files: RenderedFile[], ids: UniqueIds): Block[] {
  const text = partText(part);
  // Code is cut as a last resort only, since what is left of it may mislead.
  if (text !== null) return text.trim() === "" ? [] : [textBlock(text, part.kind !== "code", part.kind)];
  switch (part.kind) {
    case "divider":
      return [other({ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small })];
    case "picture": {
      const png = pictures.get(part);
      if (!png) {
        const words = part.text ?? "The picture could not be drawn; the same facts are below.";
        return [textBlock(part.text === null ? `-# ${escapeLine(words)}` : escapeLine(words), true)];
      }
      const name = fileName(part.name, "png", files);
      const description = shorten(part.alt, limits.alt) || "A picture";
      files.push({ name, data: Buffer.from(png), description });
      const items = [{ media: { url: `attachment://${name}` }, description }];
      return [other({ type: ComponentType.MediaGallery, items })];
    }
    case "file": {
      const [, stem = "file", ending = "txt"] = /^(.*?)(?:\.([a-z0-9]{1,8}))?$/i.exec(part.name) ?? [];
      const name = fileName(stem, ending, files);
      files.push({ name, data: Buffer.from(part.bytes), description: "" });
      return [fileBlock(name)];
    }
    case "buttons":
      return buttonRows(part.buttons, ids);
    case "select":
      return selectRows(part, ids);
    case "ticks":
      return tickRows(part, ids);
    default:
      return [];
  }
}

function buttonRows(buttons: readonly Button[], ids: UniqueIds): Block[] {
  const made = buttons.flatMap((one) => buttonComponent(one, ids));
  const rows: Block[] = [];
  for (let at = 0; at < made.length; at += limits.buttonsInRow) {
    rows.push(row(made.slice(at, at + limits.buttonsInRow)));
  }
  return rows;
}

function buttonComponent({ label, style, press }: Button, ids: UniqueIds): APIButtonComponent[] {
  const words = shorten(label, limits.buttonLabel);
  if (words === "") return [];
  if ("action" in press) {
    return [{ type: ComponentType.Button, style: buttonStyles[style], label: words, custom_id: ids(press.action) }];
  }
  const url = webAddress(press.url);
  if (url === null || url.length > limits.url) return [];
  return [{ type: ComponentType.Button, style: ButtonStyle.Link, label: words, url }];
}

const buttonStyles = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** A select a row holds 25; more options become a second select, whose pages are named in the placeholder. */
function selectRows({ action, placeholder, options }: SelectPart, ids: UniqueIds): Block[] {
  const pages: (readonly Option[])[] = [];
  for (let at = 0; at < options.length; at += limits.selectOptions) {
    pages.push(options.slice(at, at + limits.selectOptions));
  }
  return pages.map((page, index) =>
    row([
      {
        type: ComponentType.StringSelect,
        custom_id: ids(action),
        placeholder: shorten(
          pages.length > 1 ? `${placeholder} (${index + 1} of ${pages.length})` : placeholder,
          limits.placeholder,
        ),
        options: page.map((option) => optionOf(option)),
      },
    ]),
  );
}

/** The label stands above, since what is ticked hides the placeholder. */
function tickRows({ action, label, options, ticked }: TicksPart, ids: UniqueIds): Block[] {
  if (options.length === 0) return [];
  const shown = options.slice(0, limits.selectOptions);
  const select: APIComponentInMessageActionRow = {
    type: ComponentType.StringSelect,
    custom_id: ids(action),
    placeholder: shorten(label, limits.placeholder),
    min_values: 0,
    max_values: shown.length,
    options: shown.map((option) => ({ ...optionOf(option), default: ticked.includes(option.value) })),
  };
  return [textBlock(`**${escapeLine(label)}**`, false), row([select])];
}

export function optionOf({ label, value, description }: Option) {
  return {
    label: shorten(label, limits.optionLabel) || "…",
    value,
    ...(description ? { description: shorten(description, limits.optionDescription) } : {}),
  };
}

/** Neighbouring texts make one text display: fewer components, and Discord's own line spacing; an empty line between paragraphs. */
function joinTexts(blocks: readonly Block[]): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    const last = components.at(-1);
    if (block.kind === "other") components.push(block.component);
    else if (last?.type === ComponentType.TextDisplay && before?.kind === "text") {
      last.content += `${isApart(before.part, block.part) ? "\n\n" : "\n"}${block.text}`;
    } else components.push({ type: ComponentType.TextDisplay, content: block.text });
  });
  return components;
}

/** Two people's words, line under line, would be one quote. */
function isApart(above: TextBlock["part"], below: TextBlock["part"]): boolean {
  return (ends.has(above) && begins.has(below)) || (above === "quote" && below === "quote");
}

/** Leaves out dividers, then pictures and files, from the end, until the rest fits. Buttons and texts stay. */
function fitComponents(components: APIComponentInContainer[]): APIComponentInContainer[] {
  const kept = [...components];
  for (const type of [ComponentType.Separator, ComponentType.MediaGallery, ComponentType.ActionRow]) {
    for (let at = kept.length - 1; at >= 0 && countOf(kept) > limits.components; at--) {
      if (kept[at]?.type === type) kept.splice(at, 1);
    }
  }
  return kept;
}

function countOf(components: readonly APIComponentInContainer[]): number {
  return components.reduce((sum, one) => sum + 1 + ("components" in one ? one.components.length : 0), 1);
}

type UniqueIds = (action: string) => string;

/** Ids must differ within a message; the same action twice gets `~2`, which `parse` takes off again. */
function uniqueIds(): UniqueIds {
  const seen = new Map<string, number>();
  return (action) => {
    const times = (seen.get(action) ?? 0) + 1;
    seen.set(action, times);
    return times === 1 ? action : `${action}~${times}`;
  };
}

export function actionOf(customId: string): string {
  return customId.replace(/~\d+$/, "");
}

function fileName(stem: string, ending: string, files: readonly RenderedFile[]): string {
  const safe = stem.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 60) || "file";
  const taken = (name: string) => files.some((one) => one.name === name);
  let name = `${safe}.${ending}`;
  for (let more = 2; taken(name); more++) name = `${safe}-${more}.${ending}`;
  return name;
}

function fileBlock(name: string): Block {
  return other({ type: ComponentType.File, file: { url: `attachment://${name}` } });
}
function textBlock(text: string, mayCut: boolean, part: TextBlock["part"] = "title"): Block {
  return { kind: "text", text, mayCut, part };
}
function other(component: Extract<Block, { kind: "other" }>["component"]): Block {
  return { kind: "other", component };
}
function row(components: APIComponentInMessageActionRow[]): Block {
  return other({
    type: ComponentType.ActionRow,
    components,
  } satisfies APIActionRowComponent<APIComponentInMessageActionRow>);
}
