/**
 * What a picture shows, as data: views carry this, platforms hand it to the `PictureMaker` that main gives them.
 * `pictures/` draws it off the main thread.
 */
export type PictureSpec = FormulaSpec | ProgressSpec | RoadmapSpec | SkillsSpec | BarsSpec;

/** A formula on a line of its own. */
export interface FormulaSpec {
  readonly kind: "formula";
  /** LaTeX, display style. */
  readonly tex: string;
}

/** The picture of S24. Percentages are 0..100. */
export interface ProgressSpec {
  readonly kind: "progress";
  readonly due: number;
  readonly streakDays: number;
  /** Null while on a break. */
  readonly freezesLeft: number | null;
  /** The parts are null where there is nothing to tell them by. */
  readonly retention: {
    readonly percent: number;
    readonly aimPercent: number;
    readonly youngPercent: number | null;
    readonly maturePercent: number | null;
  } | null;
  /** Oldest first, one entry a study day, at most 105 (15 weeks). */
  readonly days: readonly {
    readonly day: string;
    readonly reviews: number;
    readonly mark: "freeze" | "paused" | null;
  }[];
  /** Cards due on each of the next 14 study days, today first. */
  readonly forecast: readonly number[];
  /** Null where no calendar says which week it is. `words`: how far the present pace leads. */
  readonly road: {
    readonly weeks: number;
    readonly groupWeek: number | null;
    readonly myWeek: number;
    readonly words: string | null;
  } | null;
  readonly blocks: readonly { readonly title: string; readonly percent: number; readonly reached: boolean }[];
}

/** The picture of S29: the whole path. */
export interface RoadmapSpec {
  readonly kind: "roadmap";
  readonly title: string;
  /** Where the group and the reader are, and what comes next, a sentence a line. */
  readonly lines: readonly string[];
  readonly groupWeek: number | null;
  readonly myWeek: number | null;
  readonly phases: readonly { readonly title: string; readonly blocks: readonly RoadmapSpecBlock[] }[];
  /** Blocks beside the road, which open while it goes on. */
  readonly beside: readonly RoadmapSpecBlock[];
}

export interface RoadmapSpecBlock {
  readonly title: string;
  readonly firstWeek: number;
  readonly lastWeek: number;
  readonly state: "done" | "now" | "ahead";
  /** Beside its weeks: `done · 81%`, `from 5 Apr`; may be empty. */
  readonly words: string;
}

/** The picture of S30: what the cards show and, beside it, what the learner says. */
export interface SkillsSpec {
  readonly kind: "skills";
  readonly tiers: readonly {
    readonly title: string;
    readonly skills: readonly {
      readonly title: string;
      /** Cards that would be recalled today and cards met, of all in per cent; null: there are no cards of it. */
      readonly evidence: { readonly recalledPercent: number; readonly seenPercent: number } | null;
      readonly says: "not-started" | "in-progress" | "done" | null;
    }[];
  }[];
}

/** The pictures of S25: a bar a row. */
export interface BarsSpec {
  readonly kind: "bars";
  readonly title: string;
  readonly note: string;
  readonly rows: readonly {
    readonly label: string;
    readonly value: number;
    /** What stands at the row's end. */
    readonly words: string;
    /** Marked on the bar; null: nothing was. */
    readonly expected: number | null;
  }[];
  /** Of a whole bar; null: the longest one. */
  readonly most: number | null;
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
