import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../src/store/backup.ts';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { openStore } from '../../src/store/open-store.ts';
import { record } from '../contract/store.contract.ts';
import { by, heldBy, storeWithEverything } from '../support/full-store.ts';
import { held } from '../support/held-store.ts';

let folder: string;
let file: string;
const place = (name: string): { readonly sqlite: string } => ({ sqlite: join(folder, name) });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-backup-'));
  file = join(folder, 'backup.gz');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A backup of a store that was closed as it should. */
async function backedUp(): Promise<void> {
  await (await storeWithEverything(place('a.db'))).close();
  await backUp(place('a.db'), file, { now: 100 });
}

/** Changes the lines of the backup. */
function change(edit: (lines: string[]) => string[]): void {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  writeFileSync(file, gzipSync(`${edit(lines).join('\n')}\n`));
}

describe('a backup', () => {
  it('holds all that a store holds while it is in use, and fills an empty store with it', async () => {
    const store = await storeWithEverything(place('a.db'));
    const { rows, size } = await backUp(place('a.db'), file, { now: 100 });
    expect(statSync(file)).toMatchObject({ size, mode: 0o100_600 });
    const { rows: restored, at } = await restore(place('b.db'), { file, force: false, by });
    expect({ restored, at }).toEqual({ restored: rows, at: '1970-01-01T00:01:40Z' });
    const other = await openStore(place('b.db'));
    expect(await heldBy(other)).toEqual(await heldBy(store));
    const about = { file, of: '1970-01-01T00:01:40Z' };
    expect((await other.audit(0)).at(-1)).toEqual({ ...by, what: 'restore', about });
    await other.close();
    await store.close();
  });

  it('replaces a backup of before, but no other file', async () => {
    await backedUp();
    await backUp(place('a.db'), file, { now: 200 });
    const notes = join(folder, 'notes.txt');
    writeFileSync(notes, 'notes of somebody');
    await expect(backUp(place('a.db'), notes, { now: 100 })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('is there and is no backup') as string,
    });
    expect(readFileSync(notes, 'utf8')).toBe('notes of somebody');
  });

  it('says where it cannot be written, and leaves nothing behind', async () => {
    await (await openStore(place('a.db'))).close();
    const nowhere = join(folder, 'nowhere', 'backup.gz');
    await expect(backUp(place('a.db'), nowhere, { now: 100 })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('there is no such file or folder') as string,
    });
  });
});

describe('a restore', () => {
  it.each([
    ['a file that is no backup', () => writeFileSync(file, 'notes'), 'invalid', /is no backup, or is cut off/],
    [
      'a packed file of something else',
      () => writeFileSync(file, gzipSync('[]\n')),
      'invalid',
      /no backup of Linchpin/,
    ],
    ['a file that is not there', () => (file = join(folder, 'none.gz')), 'invalid', /there is no such file/],
    ['one that is cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 400)), 'invalid', /cut off/],
    ['one without its end', () => change((lines) => lines.slice(0, -1)), 'invalid', /cut off or was changed/],
    ['one that lacks a row', () => change((lines) => lines.toSpliced(3, 1)), 'invalid', /cut off or was changed/],
    [
      'one of a newer Linchpin',
      () => change((lines) => lines.with(0, lines[0]!.replace('0002-pieces', '0099-lease'))),
      'refused',
      /newer Linchpin: restore it with that version/,
    ],
    [
      'one of an older Linchpin',
      () => change((lines) => lines.with(0, lines[0]!.replace(',"0002-pieces"', ''))),
      'refused',
      /older Linchpin: restore it with that version, then start this one/,
    ],
  ])('refuses %s, and the store stays as it was', async (...[, spoil, kind, says]) => {
    await backedUp();
    spoil();
    await (await storeWithEverything(place('b.db'))).close();
    await expect(restore(place('b.db'), { file, force: true, by })).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(says) as string,
    });
    const store = await openStore(place('b.db'));
    expect((await store.outbox()).length).toBe(2);
    await store.close();
  });

  it('refuses a store that holds something, unless it may be lost', async () => {
    await backedUp();
    await expect(restore(place('a.db'), { file, force: false, by })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('is not empty') as string,
    });
    await restore(place('a.db'), { file, force: true, by });
    const store = await openStore(place('a.db'));
    expect((await store.outbox()).length).toBe(2);
    await store.close();
  });

  it('loses nothing of who did what in the store that it replaces, and tells none of it twice', async () => {
    await backedUp();
    const store = await openStore(place('a.db'));
    await store.addSilences([{ id: 't', node: 'pod/b', since: 150, until: 1e10, reason: 'hush', who: 'boris' }]);
    await store.close();
    for (const at of [300, 400]) await restore(place('a.db'), { file, force: true, by: { at, who: 'boris' } });
    const restored = await openStore(place('a.db'));
    expect((await restored.silences(0)).map(({ node }) => node)).toEqual(['pod/a']);
    expect((await restored.audit(0)).map(({ at, who, what }) => [at, who, what])).toEqual([
      [1.5, 'anna', 'silence'],
      [150, 'boris', 'silence'],
      [300, 'boris', 'restore'],
      [400, 'boris', 'restore'],
    ]);
    await restored.close();
  });

  it.each([false, true])('refuses a store whose lease somebody has, and says who (force: %s)', async (force) => {
    await backedUp();
    const running = await held(openStore(place('b.db')));
    await running.save(record(2));
    await expect(restore(place('b.db'), { file, force, by })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/is in use by .*, process \d+\. Stop/) as string,
    });
    await running.close();
    await restore(place('b.db'), { file, force: true, by });
  });

  it('lets recovery stay stopped where somebody has stopped it', async () => {
    await backedUp();
    const store = await openStore(place('a.db'));
    const stop = { at: 150, by: 'boris', via: 'command', reason: 'we move' } as const;
    await store.stopRecovery(stop);
    await store.close();
    await restore(place('a.db'), { file, force: true, by });
    const restored = await openStore(place('a.db'));
    expect(await restored.recoveryStop()).toEqual(stop);
    await restored.close();
  });

  it('lets keys of views stay revoked, and a store that knows none takes those of the backup', async () => {
    const first = await openStore(place('a.db'));
    await first.embedKeys.add({ digest: 'old', system: 'system/mail', madeAt: 100 }, 'anna');
    await first.close();
    await backedUp();
    const store = await openStore(place('a.db'));
    await store.embedKeys.end({ systems: ['system/mail'], endsAt: 150 }, { at: 150, who: 'boris' });
    await store.embedKeys.add({ digest: 'new', system: 'system/mail', madeAt: 160 }, 'boris');
    await store.close();
    const keysIn = async (name: string): Promise<readonly string[]> => {
      await restore(place(name), { file, force: true, by });
      const restored = await openStore(place(name));
      const keys = await restored.embedKeys.all();
      await restored.close();
      return keys.map(({ digest }) => digest);
    };
    expect(await keysIn('a.db')).toEqual(['new']);
    expect(await keysIn('b.db')).toEqual(['old']);
  });

  it('takes a store whose lease ran out, and who had it saves nothing more into what was restored', async () => {
    await backedUp();
    // Never closed: what a kill leaves.
    const killed = await held(openStore(place('b.db')));
    await killed.save(record(2));
    await killed.claim(0);
    await restore(place('b.db'), { file, force: true, by });
    await expect(killed.save(record(3))).rejects.toThrow(LeadLostError);
    await killed.close();
  });

  it('says of a backup that this user may not read that it may not', async () => {
    await backedUp();
    chmodSync(file, 0o000);
    const reading = restore(place('b.db'), { file, force: true, by });
    // Root may read everything.
    if (process.getuid?.() === 0) await expect(reading).resolves.toBeDefined();
    else await expect(reading).rejects.toThrow(/this user may not/);
  });
});
