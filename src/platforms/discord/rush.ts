/**
 * When more comes at once than can be worked off within Discord's 3 s, everybody is told first that they were heard,
 * and the work follows behind: it may otherwise keep the process so busy that the telling comes too late.
 */
export interface Rush {
  /** From now on until `done`, somebody more waits for an answer. */
  began(): void;
  done(): void;
  isOn(): boolean;
  /** Resolves after so many milliseconds, or at once when a rush begins. */
  patience(ms: number): { readonly over: Promise<void>; end(): void };
  /** Tells somebody; while many are being told, less is worked on. */
  telling<T>(tell: () => Promise<T>): Promise<T>;
  /** Works in turn, few at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export interface RushLimits {
  /** With more under way than this, there is a rush. */
  readonly above: number;
  /** Worked on at once, and while many are still to be told. */
  readonly slots: number;
  readonly slotsWhileTelling: number;
}

export function openRush(limits: RushLimits): Rush {
  const patient = new Set<() => void>();
  const queue: (() => void)[] = [];
  let underWay = 0;
  let told = 0;
  let working = 0;

  const free = () => (told > limits.slotsWhileTelling ? limits.slotsWhileTelling : limits.slots) - working;
  function admit(): void {
    for (let next = queue[0]; next && free() > 0; next = queue[0]) {
      queue.shift();
      working += 1;
      next();
    }
  }

  return {
    began() {
      underWay += 1;
      if (underWay <= limits.above) return;
      for (const end of patient) end();
    },
    done() {
      underWay -= 1;
    },
    isOn: () => underWay > limits.above,
    patience(ms) {
      let end: () => void = () => undefined;
      const over = new Promise<void>((resolve) => {
        const timer = setTimeout(() => end(), ms);
        end = () => {
          clearTimeout(timer);
          patient.delete(end);
          resolve();
        };
        patient.add(end);
      });
      return { over, end: () => end() };
    },
    async telling(tell) {
      told += 1;
      try {
        return await tell();
      } finally {
        told -= 1;
        admit();
      }
    },
    async inTurn(work) {
      const turn = new Promise<void>((resolve) => queue.push(resolve));
      admit();
      await turn;
      try {
        return await work();
      } finally {
        working -= 1;
        admit();
      }
    },
  };
}
