import { z } from "zod";
import { Track } from "../core/curriculum/track.ts";
import { Deck } from "./deck-schema.ts";

/** The schemas that editors read, `content/schema/<name>`, as this version of the loader understands the files. */
export function jsonSchemas(): { name: string; text: string }[] {
  return [
    { name: "deck.schema.json", text: textOf("A deck", Deck) },
    { name: "track.schema.json", text: textOf("A track", Track) },
  ];
}

function textOf(title: string, schema: z.ZodType): string {
  // "input": what may be left out in the file is optional here too.
  const json = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  return `${JSON.stringify({ title, ...json }, undefined, 2)}\n`;
}
