/** What may happen to a request on its way. */
export type Fault =
  | { readonly kind: "429"; readonly retryAfterS: number; readonly global?: boolean }
  /** With `after`, what was asked has happened all the same. */
  | { readonly kind: "500"; readonly after?: boolean }
  | { readonly kind: "reset"; readonly after?: boolean }
  | { readonly kind: "error"; readonly status: number; readonly code: number }
  /** Waits until released before anything happens. */
  | { readonly kind: "slow"; readonly until: Promise<void> };

export interface Faults {
  /** The next requests that match meet these, one each, in order. */
  meet(match: string | RegExp, ...faults: readonly Fault[]): void;
  /** Asked for every request that nothing else was planned for; null: no fault. */
  storm(choose: ((request: string) => Fault | null) | null): void;
  take(request: string): Fault | null;
}

/** `request` is `POST /channels/1/messages`. */
export function openFaults(): Faults {
  const planned: { readonly match: string | RegExp; readonly faults: Fault[] }[] = [];
  let storm: ((request: string) => Fault | null) | null = null;
  return {
    meet: (match, ...faults) => void planned.push({ match, faults: [...faults] }),
    storm(choose) {
      storm = choose;
    },
    take(request) {
      for (const one of planned) {
        const hits = typeof one.match === "string" ? request.includes(one.match) : one.match.test(request);
        const fault = hits ? one.faults.shift() : undefined;
        if (fault) return fault;
      }
      return storm?.(request) ?? null;
    },
  };
}
