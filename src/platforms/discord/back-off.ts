/** Doubles from 1 s to a minute. */
export function backOffMs(attempt: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.min(10, attempt - 1));
}

export interface Pause {
  wait(ms: number): Promise<void>;
  /** Ends the wait under way and all later ones. */
  end(): void;
}

export function openPause(): Pause {
  let ended = false;
  const ends = new Set<() => void>();
  return {
    wait(ms) {
      if (ended) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          ends.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        ends.add(done);
      });
    },
    end() {
      ended = true;
      for (const done of ends) done();
    },
  };
}
