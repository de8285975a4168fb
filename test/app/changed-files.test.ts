import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchFiles } from '../../src/app/changed-files.ts';

let folder: string;
let path: string;
let unwatch: () => void = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-changed-'));
  path = join(folder, 'pods.yaml');
});
afterEach(() => {
  unwatch();
  rmSync(folder, { recursive: true, force: true });
});

/** Watches, and does at each look what it is given for that look; gives after which looks a change was told. */
function watch(...during: readonly (() => void)[]): { readonly told: readonly number[]; readonly looks: () => number } {
  const told: number[] = [];
  let looks = 0;
  const files = (): Promise<readonly string[]> => {
    looks += 1;
    during[looks - 1]?.();
    return Promise.resolve([path]);
  };
  unwatch = watchFiles({ files, onChanged: () => told.push(looks), everyMs: 1 });
  return { told, looks: () => looks };
}

const write = (text: string) => (): void => writeFileSync(path, text);
const nothing = (): void => undefined;

it('a file is told as changed once it was left alone from one look to the next', async () => {
  const { told, looks } = watch(write('a'), nothing, nothing, write('ab'), write('abc'), write('abcd'));
  await vi.waitUntil(() => looks() > 12);
  // What was written after the process began and before the first look counts as changed too.
  expect(told).toEqual([3, 7]);
});

it('what nobody writes is never told as changed', async () => {
  const { told, looks } = watch();
  await vi.waitUntil(() => looks() > 12);
  expect(told).toEqual([]);
});

it.each<readonly [string, () => void]>([
  [
    'written under another name and renamed, as editors do',
    () => {
      writeFileSync(`${path}~`, 'a');
      renameSync(`${path}~`, path);
    },
  ],
  ['taken away', () => rmSync(path)],
  [
    'reached by a link that is set anew, as a mounted ConfigMap is',
    () => {
      mkdirSync(join(folder, '..second'));
      writeFileSync(join(folder, '..second', 'pods.yaml'), 'a');
      symlinkSync('..second', join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    },
  ],
])('a file that is %s has changed, also where its text and times are the same', async (_, change) => {
  mkdirSync(join(folder, '..first'));
  writeFileSync(join(folder, '..first', 'pods.yaml'), 'a');
  symlinkSync('..first', join(folder, '..data'));
  symlinkSync(join('..data', 'pods.yaml'), path);
  const before = [nothing, nothing, nothing, nothing];
  const { told, looks } = watch(...before, change);
  await vi.waitUntil(() => looks() > 12);
  expect(told).toEqual([3, 6]);
});
