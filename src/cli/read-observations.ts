import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Observation } from '../domain/signal.ts';
import { WorldError } from '../ports.ts';
import { parseObservationLine } from './observation-line.ts';

/** An observation and the line of the file on which it stands. */
export interface LocatedObservation {
  readonly line: number;
  readonly observation: Observation;
}

/**
 * Reads an observations file line by line, however large it is; `-` is stdin. Rejects with `WorldError` ("invalid"),
 * naming file and line, at the first line that is not an observation. Empty lines are passed over.
 */
export async function* readObservations(file: string): AsyncGenerator<LocatedObservation> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1;
      const json = line === 1 ? text.replace(/^\u{feff}/u, '') : text;
      if (json.trim() === '') continue;
      const parsed = parseObservationLine(json);
      if ('wrong' in parsed) throw new WorldError('E703', `${file}:${line}: ${parsed.wrong}`);
      yield { line, observation: parsed };
    }
  } catch (error) {
    if (error instanceof Error && !(error instanceof WorldError) && 'code' in error) {
      throw new WorldError('E703', `The observations ${file} cannot be read: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
