import { expect, it } from 'vitest';
import { TooMuchAskedError } from '../../src/zabbix/errors.ts';
import { Portion, counted, inPieces } from '../../src/zabbix/in-pieces.ts';

const all = Array.from({ length: 10 }, (_, index) => index);

function upTo(most: number, sizes: number[]): (piece: readonly number[]) => Promise<readonly number[]> {
  return (piece) => {
    sizes.push(piece.length);
    return piece.length > most ? Promise.reject(new TooMuchAskedError('too much')) : Promise.resolve(piece);
  };
}

it('halves what is too much, and gives all answers in order', async () => {
  expect(await inPieces(all, new Portion(100), upTo(3, []))).toEqual(all);
});

it('remembers what was too much, and tries more again when all went well', async () => {
  const portion = new Portion(8);
  await inPieces(all, portion, upTo(3, []));
  const sizes: number[] = [];
  await inPieces(all, portion, upTo(3, sizes));
  expect(sizes).toEqual([2, 2, 2, 2, 2]);
  sizes.length = 0;
  await inPieces(all, portion, upTo(100, sizes));
  expect(sizes).toEqual([4, 4, 2]);
  await inPieces(all, portion, upTo(100, []));
  await inPieces(all, portion, upTo(100, []));
  expect(portion.size).toBe(8);
});

it('rejects where a single one is too much, and where anything else is wrong', async () => {
  await expect(inPieces(all, new Portion(4), upTo(0, []))).rejects.toThrow('too much');
  await expect(inPieces(all, new Portion(4), () => Promise.reject(new Error('other')))).rejects.toThrow('other');
});

it('asks nothing where there is nothing to ask for', async () => {
  const sizes: number[] = [];
  expect(await inPieces([], new Portion(4), upTo(4, sizes))).toEqual([]);
  expect(sizes).toEqual([]);
});

it('tells of no more progress once a piece failed, though others are answered later', async () => {
  const told: (number | undefined)[] = [];
  let answer: (() => void) | undefined;
  const late = new Promise<void>((resolve) => (answer = resolve));
  const ask = counted(
    ([first]: readonly number[]) => (first === 0 ? Promise.reject(new Error('other')) : late.then(() => [])),
    { what: 'reading', of: all.length, unit: 'hosts' },
    (step) => told.push(step?.done),
  );
  await expect(inPieces(all, new Portion(5), ask)).rejects.toThrow('other');
  answer?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([0]);
});
