import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { WorldError } from '../ports.ts';

/** Asks people, one question after another. */
export interface Questions {
  /** What was typed; the default where that is nothing. Rejects with `WorldError` ("invalid") where nobody answers any more. */
  ask(question: string, byDefault?: string): Promise<string>;
  /** The same of a secret: what is typed is not shown. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

/** Asks on a pair of streams, a terminal's as a rule. */
export function openQuestions(input: NodeJS.ReadableStream, shown: NodeJS.WritableStream): Questions {
  let isHidden = false;
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!isHidden) shown.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output, terminal: true });
  const closed = new Promise<never>((_, fail) => {
    lines.once('close', () => fail(new WorldError('E609', 'Nobody answered, so nothing was written.')));
  });
  // Whoever asked everything is not waiting for it.
  closed.catch(() => undefined);
  return {
    ask: async (question, byDefault) => {
      const typed = await Promise.race([
        lines.question(byDefault === undefined ? question : `${question}[${byDefault}] `),
        closed,
      ]);
      return typed.trim() === '' ? (byDefault ?? '') : typed.trim();
    },
    askSecret: async (question) => {
      shown.write(question);
      isHidden = true;
      try {
        return (await Promise.race([lines.question(''), closed])).trim();
      } finally {
        isHidden = false;
        shown.write('\n');
      }
    },
    close: () => lines.close(),
  };
}
