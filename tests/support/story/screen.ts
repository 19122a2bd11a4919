/** What a person has before them, read from what their platform was really sent. */
export interface Screen {
  /** Line by line, without markup; `[button]`, `▾ select`, `☑ ticked`, `☐ not ticked`, `{picture: what a screen reader says}`. */
  readonly text: string;
  readonly buttons: readonly SeenButton[];
  readonly selects: readonly SeenChoice[];
  readonly ticks: readonly SeenChoice[];
  /** What a screen reader says of each picture. */
  readonly pictures: readonly string[];
}

export interface SeenButton {
  readonly label: string;
  /** What a screen reader says instead of the label. */
  readonly spoken: string | null;
  readonly isPrimary: boolean;
  /** Null: it leads to an address. */
  readonly action: string | null;
}

/** A select or a group of tick boxes. */
export interface SeenChoice {
  /** Placeholder of a select, label of tick boxes. */
  readonly label: string;
  readonly action: string;
  readonly options: readonly SeenOption[];
}

export interface SeenOption {
  readonly label: string;
  readonly value: string;
  readonly ticked: boolean;
}

export interface SeenForm {
  readonly title: string;
  /** Title, introduction and labels with their hints. */
  readonly text: string;
  readonly fields: readonly SeenField[];
}

export interface SeenField {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "one" | "many" | "channel" | "time" | "date" | "file";
  readonly options: readonly SeenOption[];
  /** What stands in it when the form opens. */
  readonly value: string;
}

/** A screen that is put together line by line. */
export function openReading() {
  const lines: string[] = [];
  const buttons: SeenButton[] = [];
  const selects: SeenChoice[] = [];
  const ticks: SeenChoice[] = [];
  const pictures: string[] = [];
  return {
    line(text: string): void {
      // Platforms space their paragraphs each in its own way.
      lines.push(...text.split("\n").filter((line) => line.trim() !== ""));
    },
    picture(alt: string): void {
      pictures.push(alt);
      lines.push(`{picture: ${alt}}`);
    },
    row(row: { readonly buttons: readonly SeenButton[]; readonly selects: readonly SeenChoice[] }): void {
      buttons.push(...row.buttons);
      selects.push(...row.selects);
      lines.push(
        [...row.buttons.map(({ label }) => `[${label}]`), ...row.selects.map(({ label }) => `▾ ${label}`)].join(" "),
      );
    },
    tickBoxes(group: SeenChoice): void {
      ticks.push(group);
      lines.push(...group.options.map(({ label, ticked }) => `${ticked ? "☑" : "☐"} ${label}`));
    },
    done: (): Screen => ({ text: lines.join("\n"), buttons, selects, ticks, pictures }),
  };
}

export function formText(
  title: string,
  intro: string,
  fields: readonly { readonly label: string; readonly hint: string }[],
): string {
  return [title, intro, ...fields.map(({ label, hint }) => (hint ? `${label} (${hint})` : label))]
    .filter((line) => line !== "")
    .join("\n");
}
