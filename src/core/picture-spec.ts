/**
 * What a picture shows, as data: views carry this, platforms hand it to the `PictureMaker` that main gives them.
 * `pictures/` draws it off the main thread.
 */
export type PictureSpec = FormulaSpec | ProgressSpec;

/** A formula on a line of its own. */
export interface FormulaSpec {
  readonly kind: "formula";
  /** LaTeX, display style. */
  readonly tex: string;
}

/** The picture of S24: figures only, no sentences. Percentages are 0..100. */
export interface ProgressSpec {
  readonly kind: "progress";
  readonly due: number;
  readonly streakDays: number;
  readonly retention: { readonly percent: number; readonly aimPercent: number } | null;
  /** Oldest first, one entry a study day, at most 105 (15 weeks). */
  readonly days: readonly {
    readonly day: string;
    readonly reviews: number;
    readonly mark: "freeze" | "paused" | null;
  }[];
  /** Cards due on each of the next 14 study days, today first. */
  readonly forecast: readonly number[];
  readonly blocks: readonly { readonly title: string; readonly percent: number; readonly reached: boolean }[];
}

export interface Picture {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Draws, or rejects: the caller then shows the text form alone (screens pattern 15). May be called any number of times at once. */
export interface PictureMaker {
  draw(spec: PictureSpec): Promise<Picture>;
}
