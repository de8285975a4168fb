import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readModelFolder } from '../../src/config/load.ts';
import { WorldError } from '../../src/ports.ts';
import { folderWith } from './loading.ts';

test('a model is every *.yaml of the folder and its subfolders, but tests and the configuration', async () => {
  const folder = await folderWith({
    'b.yaml': 'b: 1',
    'a.test.yaml': '',
    'linchpin.yaml': '',
    'notes.md': '',
    'c.yml': '',
  });
  await mkdir(join(folder, 'sub', 'x.yaml'), { recursive: true });
  await writeFile(join(folder, 'sub', 'a.yaml'), 'a: 1');
  expect(await readModelFolder(folder)).toEqual([
    { path: join(folder, 'b.yaml'), text: 'b: 1' },
    { path: join(folder, 'sub', 'a.yaml'), text: 'a: 1' },
  ]);
});

test('what is hidden is no part of a model: a mounted ConfigMap holds each file twice, an editor leaves locks', async () => {
  const folder = await folderWith({ '.#b.yaml': 'a lock' });
  await mkdir(join(folder, '..2026'));
  await writeFile(join(folder, '..2026', 'b.yaml'), 'b: 1');
  await symlink('..2026', join(folder, '..data'));
  await symlink(join('..data', 'b.yaml'), join(folder, 'b.yaml'));
  expect(await readModelFolder(folder)).toEqual([{ path: join(folder, 'b.yaml'), text: 'b: 1' }]);
});

test('a folder that is missing, empty, or a file is refused in words', async () => {
  const folder = await folderWith({ 'notes.md': '' });
  const refusal = async (path: string): Promise<string> => {
    const error: unknown = await readModelFolder(path).catch((caught: unknown) => caught);
    if (!(error instanceof WorldError) || error.kind !== 'invalid')
      throw new Error('expected a refusal', { cause: error });
    return error.message;
  };
  expect(await refusal(folder)).toContain('holds no *.yaml. Expected a folder with the files of a model');
  expect(await refusal(join(folder, 'none'))).toContain('none does not exist. Expected');
  expect(await refusal(join(folder, 'notes.md'))).toContain('notes.md is not a folder. Expected');
});
