/** Cards for each of the coming days when those waiting are spread evenly, the larger days first. */
export function spreadPlan(waiting: number, days: 3 | 5): number[] {
  const each = Math.floor(waiting / days);
  const larger = waiting - each * days;
  return Array.from({ length: days }, (_, day) => each + (day < larger ? 1 : 0));
}
