import type { Form, View } from "../../src/chat/view.ts";
import type { Picture, PictureMaker, PictureSpec } from "../../src/core/picture-spec.ts";
import type { Log } from "../../src/log.ts";
import { messageBody } from "../../src/platforms/discord/body.ts";
import { renderForm as discordForm } from "../../src/platforms/discord/render/form.ts";
import { openRenderer as openDiscordRenderer } from "../../src/platforms/discord/renderer.ts";
import type { ShownForm, ShownView } from "../../src/platforms/playground/page/protocol.ts";
import { openRenderer as openPlaygroundRenderer, renderForm } from "../../src/platforms/playground/render.ts";
import { toBlocks } from "../../src/platforms/slack/render/blocks.ts";
import { formModal } from "../../src/platforms/slack/render/modal.ts";
import type { ViewExample } from "../contracts/examples/example.ts";
import { checkMessage } from "../support/discord-server/check-message.ts";
import { checkModal } from "../support/discord-server/check-modal.ts";
import { blockFaults, viewFaults } from "../support/slack-server/blocks.ts";
import { drawDiscordForm, drawDiscordMessage, type Json } from "./draw-discord.ts";
import { drawPlaygroundForm, drawPlaygroundView } from "./draw-playground.ts";
import { drawSlackForm, drawSlackMessage } from "./draw-slack.ts";
import type { Html } from "./html.ts";

/** An example as one platform shows it. `faults`: what that platform would refuse. */
export interface Cell {
  readonly html: Html;
  readonly faults: readonly string[];
}
export interface Drawn {
  readonly screen: string;
  readonly name: string;
  readonly discord: Cell;
  readonly slack: Cell;
  readonly playground: Cell;
}

export interface Gallery {
  draw(example: ViewExample): Promise<Drawn>;
  /** Pictures shown so far, by the address the cells name them by. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Draws examples through the renderers of the platforms themselves; only the look of the result is made here. */
export function openGallery(parts: { maker: PictureMaker; log: Log }): Gallery {
  const pictures = new Map<string, Uint8Array>();
  const names = new Map<string, string>();

  /** Keeps what it draws; pictures of the same spec have one address. */
  const maker: PictureMaker = {
    async draw(spec) {
      const picture = await parts.maker.draw(spec);
      keep(spec, picture);
      return picture;
    },
  };
  const discord = openDiscordRenderer({ pictures: maker, log: parts.log });
  const playground = openPlaygroundRenderer({ pictures: maker, log: parts.log });

  function keep(spec: PictureSpec, { png }: Picture): string {
    const key = JSON.stringify(spec);
    const name = names.get(key) ?? `pictures/${names.size + 1}.png`;
    names.set(key, name);
    pictures.set(name, png);
    return name;
  }
  const addressOf = (spec: PictureSpec): string | null => names.get(JSON.stringify(spec)) ?? null;

  async function onDiscord(view: View): Promise<Cell> {
    const { body, files } = messageBody(await discord.view(view));
    const specs = view.parts.flatMap((part) => (part.kind === "picture" ? [part.spec] : []));
    const shown = files.filter(({ name }) => name.endsWith(".png"));
    const src = (name: string) => {
      const spec = specs[shown.findIndex((file) => file.name === name)];
      return spec ? addressOf(spec) : null;
    };
    const names = new Map(files.map(({ name }, index) => [String(index), name]));
    return {
      html: drawDiscordMessage(body.components, src),
      faults: checkMessage(body, { files: names, as: "post" }),
    };
  }

  function onSlack(view: View): Cell {
    const specs = new Map(
      view.parts.flatMap((part) => (part.kind === "picture" ? [[part.name, part.spec] as const] : [])),
    );
    const blocks = toBlocks(view, { shared: false, fileOf: (name) => `F-${name}` });
    const src = (id: string) => {
      const spec = specs.get(id.slice(2));
      return spec ? addressOf(spec) : null;
    };
    return {
      html: drawSlackMessage(blocks, src),
      faults: blockFaults(blocks, "message", (id) => specs.has(id.slice(2))),
    };
  }

  async function onPlayground(view: View): Promise<Cell> {
    const stored = view.parts.map((part) =>
      part.kind === "file"
        ? { kind: part.kind, name: part.name, file: part.name, sizeBytes: part.bytes.byteLength }
        : part,
    );
    const shown = await playground.view({ ...view, parts: stored });
    const specs = view.parts.filter((part) => part.kind === "picture").map(({ spec }) => spec);
    return { html: drawPlaygroundView(withPictures(shown, specs.map(addressOf))), faults: [] };
  }

  function formCells(form: Form) {
    const modal = formModal(form, "");
    const dialog = discordForm(form);
    return {
      discord: { html: drawDiscordForm(dialog as unknown as Json), faults: checkModal(dialog) },
      slack: { html: drawSlackForm(modal), faults: viewFaults({ ...modal }, () => false) },
      playground: { html: drawPlaygroundForm(renderForm(form) as ShownForm), faults: [] },
    };
  }

  return {
    pictures,
    async draw(example) {
      const { screen, name } = example;
      if ("form" in example) return { screen, name, ...formCells(example.form) };
      const shownOnDiscord = await onDiscord(example.view);
      return {
        screen,
        name,
        discord: shownOnDiscord,
        slack: onSlack(example.view),
        playground: await onPlayground(example.view),
      };
    },
  };
}

/** The playground names pictures by an address of its server; here they lie beside the page. */
function withPictures(view: ShownView, addresses: readonly (string | null)[]): ShownView {
  let next = 0;
  const parts = view.parts.map((part) => {
    if (part.kind !== "picture") return part;
    const src = addresses[next++];
    return part.picture && src ? { ...part, picture: { ...part.picture, src } } : part;
  });
  return { ...view, parts };
}
