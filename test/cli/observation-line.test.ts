import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseObservationLine } from '../../src/cli/observation-line.ts';
import { readObservations } from '../../src/cli/read-observations.ts';
import type { LocatedObservation } from '../../src/cli/read-observations.ts';

const line = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ at: 1_793_527_200, node: 'server/vm-1', signal: 'cpu', value: 12.5, ...fields });

describe('a line of observations', () => {
  it.each([
    [1_793_527_200, 1_793_527_200],
    [1_793_527_200.25, 1_793_527_200.25],
    ['2026-11-01T10:00:00Z', 1_793_527_200],
    ['2026-11-01T10:00Z', 1_793_527_200],
    ['2026-11-01T13:00:00+03:00', 1_793_527_200],
    ['2026-11-01T13:00:00+0300', 1_793_527_200],
    ['2026-11-01T10:00:00.5Z', 1_793_527_200.5],
  ])('takes the time %j', (at, instant) => {
    expect(parseObservationLine(line({ at }))).toEqual({
      at: instant,
      node: 'server/vm-1',
      signal: 'cpu',
      value: 12.5,
    });
  });

  it('keeps a fraction of a second finer than a millisecond', () => {
    const parsed = parseObservationLine(line({ at: '2026-11-01T10:00:00.123456Z' }));
    expect('at' in parsed && parsed.at % 1).toBeCloseTo(0.123456, 6);
  });

  it('takes words and numbers as values and passes over fields that it does not know', () => {
    expect(parseObservationLine(line({ value: 'unhealthy', more: [] }))).toMatchObject({ value: 'unhealthy' });
  });

  it.each([
    ['{"at":1,"node":"server/vm-1"', /^this is not JSON/],
    ['[]', /expected a JSON object/],
    ['null', /expected a JSON object/],
    [line({ at: undefined }), /^"at" is missing, expected a time as ISO 8601/],
    [line({ at: '2026-11-01T10:00:00' }), /^"at" is "2026-11-01T10:00:00", expected a time as ISO 8601 with its zone/],
    [line({ at: '2026-13-01T10:00:00Z' }), /^"at" is/],
    [line({ at: 1_793_527_200_000 }), /^"at" is 1793527200000, expected .* Unix seconds \(not milliseconds\)/],
    [line({ at: 'yesterday' }), /^"at" is "yesterday"/],
    [line({ node: undefined }), /^"node" is missing/],
    [line({ signal: 7 }), /^"signal" is 7, expected the name of a signal/],
    [line({ value: undefined }), /^"value" is missing/],
    [line({ value: true }), /^"value" is true, expected a number or a word/],
    [line({ value: null }), /^"value" is nothing/],
  ])('that is %j is refused with what was found and expected', (text, message) => {
    expect(parseObservationLine(text)).toEqual({ wrong: expect.stringMatching(message) as string });
  });
});

describe('a file of observations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linchpin-observations-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function readAll(text: string): Promise<readonly LocatedObservation[]> {
    const file = join(folder, 'night.jsonl');
    await writeFile(file, text);
    const all: LocatedObservation[] = [];
    for await (const located of readObservations(file)) all.push(located);
    return all;
  }

  it('may have empty lines, Windows line ends, a byte order mark and no newline at its end', async () => {
    const all = await readAll(`\u{feff}${line({})}\r\n\r\n${line({ value: 2 })}`);
    expect(all.map((located) => [located.line, located.observation.value])).toEqual([
      [1, 12.5],
      [3, 2],
    ]);
  });

  it('is refused with file and line at the first line that is wrong', async () => {
    await expect(readAll(`${line({})}\n\n{"at":\n`)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/night\.jsonl:3: this is not JSON/) as string,
    });
  });

  it('that is not there, or is a folder, is named', async () => {
    for (const file of [join(folder, 'none.jsonl'), folder]) {
      await expect(readObservations(file).next()).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining(`The observations ${file} cannot be read`) as string,
      });
    }
  });
});
