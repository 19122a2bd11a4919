/**
 * Branded ids: a cohort's id cannot be handed in where a place's is wanted.
 * Numeric ids come from the database, text ids (10 characters, URL-safe) from `ctx.random`, because they stand in buttons.
 */
declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type LearnerId = Branded<number, "LearnerId">;
export type IdentityId = Branded<number, "IdentityId">;
export type CardId = Branded<number, "CardId">;
export type ReviewId = Branded<number, "ReviewId">;
export type DeliveryId = Branded<number, "DeliveryId">;
export type ScheduleId = Branded<number, "ScheduleId">;

export type CohortId = Branded<string, "CohortId">;
export type PlaceId = Branded<string, "PlaceId">;
export type SessionId = Branded<string, "SessionId">;
export type PresentationId = Branded<string, "PresentationId">;
export type DailyQuestionId = Branded<string, "DailyQuestionId">;

/** `discord`, `slack` or `playground`. Open, so that a platform can be added without touching the core. */
export type PlatformId = Branded<string, "PlatformId">;

/** Id of a track, its folder's name under `content/`. */
export type TrackId = Branded<string, "TrackId">;

/** A learner's local date by their rollover hour, `YYYY-MM-DD`. */
export type StudyDay = Branded<string, "StudyDay">;
