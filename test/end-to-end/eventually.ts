/** Waits until a question asked again and again gives an answer that a test accepts; fails with the last answer. */
export async function eventually<T>(
  claim: string,
  ask: () => Promise<T>,
  accepts: (answer: T) => boolean,
  withinSeconds = 90,
): Promise<T> {
  const deadline = Date.now() + withinSeconds * 1000;
  let last: T | undefined;
  let trouble: unknown;
  while (Date.now() < deadline) {
    try {
      last = await ask();
      trouble = undefined;
      if (accepts(last)) return last;
    } catch (error) {
      trouble = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const seen = trouble === undefined ? JSON.stringify(last, null, 1) : String(trouble);
  throw new Error(`not true within ${withinSeconds} s: ${claim}. Last seen: ${seen.slice(0, 4000)}`);
}
