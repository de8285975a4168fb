/** Long enough for a busy machine; a drill that works waits for a few seconds. */
const withinSeconds = 150;

/** Waits until a question asked again and again gives an answer that a test accepts; fails with the last answer. */
export async function eventually<T>(claim: string, ask: () => Promise<T>, accepts: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + withinSeconds * 1000;
  let last: T | undefined;
  let trouble: Error | undefined;
  while (Date.now() < deadline) {
    try {
      last = await ask();
      trouble = undefined;
      if (accepts(last)) return last;
    } catch (error) {
      trouble = error instanceof Error ? error : new Error('no error was thrown');
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const seen = trouble === undefined ? JSON.stringify(last, null, 1) : trouble.message;
  throw new Error(`not true within ${withinSeconds} s: ${claim}. Last seen: ${seen.slice(0, 4000)}`);
}
