/** Lapses at which a card is first called a leech, and the distance at which it is said again; as in Anki. */
export const firstLeechAt = 8;
const againEvery = 4;

/** Whether a lapse just counted makes the card one to ask about: at 8, then at every fourth. */
export function isLeech(lapses: number): boolean {
  return lapses >= firstLeechAt && (lapses - firstLeechAt) % againEvery === 0;
}
