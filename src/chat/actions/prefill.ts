/** A form cannot wait: after this long it opens unfilled. */
const patienceMs = 1_000;

/** What a form would show as set; null if reading it took too long or did not work. */
export async function inTime<T>(read: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([read, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
