import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAllowed } from '../../src/config/recovery/read-allowed.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-allow-'));
  file = join(folder, 'allow.yaml');
  writeFileSync(file, 'recoveries: [crash-loop, full-disk]\n', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)('the file by which root allows what happens by itself', () => {
  it('names the recoveries that may act', async () => {
    expect(await readAllowed(file)).toEqual({ recoveries: new Set(['crash-loop', 'full-disk']) });
  });

  it.each<readonly [string, () => void, RegExp]>([
    ['belongs to another user', () => chownSync(file, 1234, 0), /belongs to user 1234: make it root's/],
    ['can be written by its group', () => chmodSync(file, 0o664), /can be written by others than root/],
    ['can be written by anybody', () => chmodSync(file, 0o646), /can be written by others than root/],
    ['lies in a folder of another user', () => chownSync(folder, 1234, 0), /linchpin-allow-\w+ belongs to user 1234/],
    ['lies in a folder that others can write', () => chmodSync(folder, 0o777), /linchpin-allow-\w+ can be written/],
    ['is not there', () => rmSync(file), /allow\.yaml does not exist/],
    ['is no YAML', () => writeFileSync(file, 'recoveries: ['), /expected \{ recoveries: \[name, …\] \}/],
    ['says something else too', () => writeFileSync(file, 'recoveries: [a]\nall: true\n'), /expected \{ recoveries/],
    ['is empty', () => writeFileSync(file, ''), /expected \{ recoveries/],
  ])('allows nothing where it %s, and says why', async (_, spoil, why) => {
    spoil();
    expect(await readAllowed(file)).toEqual({ why: expect.stringMatching(why) as string });
  });

  it('allows nothing where its name is a link to a file of root', async () => {
    const link = join(folder, 'link.yaml');
    symlinkSync(file, link);
    expect(await readAllowed(link)).toEqual({ why: `${link} is a link: name the file itself` });
  });

  it('allows nothing where a folder on the way is a link', async () => {
    mkdirSync(join(folder, 'real'), { mode: 0o755 });
    writeFileSync(join(folder, 'real', 'allow.yaml'), 'recoveries: [a]\n', { mode: 0o644 });
    symlinkSync(join(folder, 'real'), join(folder, 'way'));
    expect(await readAllowed(join(folder, 'way', 'allow.yaml'))).toEqual({
      why: expect.stringContaining('on the way to it, is a link') as string,
    });
  });
});
