/**
 * Tops of things in a column, each as near as can be to where it is wanted, in order and without overlap. Neighbours that
 * would overlap move together, to the mean of what they want.
 */
export function apart(
  things: readonly { readonly wanted: number; readonly tall: number }[],
  room: { readonly from: number; readonly gap: number },
): number[] {
  // Each wish less the room that those before it take: what is then in order does not overlap.
  const clusters: { sum: number; count: number }[] = [];
  let above = 0;
  const before: number[] = [];
  for (const { wanted, tall } of things) {
    before.push(above);
    let cluster = { sum: wanted - above, count: 1 };
    for (
      let last = clusters.at(-1);
      last && last.sum / last.count > cluster.sum / cluster.count;
      last = clusters.at(-1)
    ) {
      clusters.pop();
      cluster = { sum: last.sum + cluster.sum, count: last.count + cluster.count };
    }
    clusters.push(cluster);
    above += tall + room.gap;
  }
  const tops = clusters.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return tops.map((top, at) => Math.max(room.from, top) + (before[at] ?? 0));
}
