/**
 * A generator of numbers in [0, 1) that gives the same row for the same seed on every machine. Not for secrets.
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded by four FNV-like hashes of the text, the first rounds thrown away.
 */
export function seeded(seed: string): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  for (let i = 0; i < seed.length; i += 1) {
    const code = seed.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (a >>> 15);
    c = Math.imul(c ^ code, 0xc2b2ae35) ^ (b >>> 13);
  }
  let counter = 1;
  const next = () => {
    const mixed = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + mixed;
    c |= 0;
    return (mixed >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}
