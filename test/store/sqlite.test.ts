import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { ResultIncident } from '../../src/domain/result.ts';
import { openStore } from '../../src/store/open-store.ts';
import { storeFault } from '../../src/store/store-fault.ts';
import { storeContract } from '../contract/store.contract.ts';
import { incidentOf, resultAt } from '../support/results.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

storeContract('the store on SQLite', () => {
  const sqlite = join(folder, 'linchpin.db');
  return Promise.resolve(() => openStore({ sqlite }));
});

const record = { at: 1, nodes: new Map(), memory: emptyMemory, outbox: [], result: resultAt(1) };

describe('a store that cannot be used', () => {
  it('names the folder that is missing', async () => {
    const sqlite = join(folder, 'missing', 'linchpin.db');
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`there is no folder ${join(folder, 'missing')}`) as string,
    });
  });

  it('says of a folder in the place of the file that it cannot be opened', async () => {
    await mkdir(join(folder, 'linchpin.db'));
    await expect(openStore({ sqlite: join(folder, 'linchpin.db') })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/linchpin\.db cannot be opened .*It must be a file/) as string,
    });
  });

  it('says of a folder that may not be entered that it may not', () => {
    const fault = Object.assign(new Error("EACCES: permission denied, stat '/root/x'"), { code: 'EACCES' });
    expect(storeFault('/root/x/linchpin.db', fault)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('Let the user that Linchpin runs as enter its folder') as string,
    });
  });

  it('says of a file that is no database that it is none, and leaves it alone', async () => {
    const sqlite = join(folder, 'notes.txt');
    await writeFile(sqlite, 'these are notes of somebody, long enough to look like a page of something');
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('notes.txt is not a database') as string,
    });
    expect(await readFile(sqlite, 'utf8')).toContain('these are notes');
  });

  it('says of damaged pages that the store is damaged, and how to go on', async () => {
    const sqlite = join(folder, 'linchpin.db');
    await (await openStore({ sqlite })).close();
    const bytes = await readFile(sqlite);
    await writeFile(sqlite, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xff)]));
    await expect(openStore({ sqlite })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/is damaged .*Restore it from a backup/) as string,
    });
  });

  it('says of a full disk that it is full, and what to do', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await openStore({ sqlite });
    await store.save(record);
    const limit = new Sqlite(sqlite);
    const fault = fillUp(limit);
    limit.close();
    expect(storeFault(sqlite, fault)).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('the disk is full') as string,
    });
    await store.close();
  });

  it('says of a store that another program has locked that it is locked', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await openStore({ sqlite });
    const other = new Sqlite(sqlite);
    other.exec('begin exclusive');
    await expect(store.save(record)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('is locked by another program') as string,
    });
    other.exec('rollback');
    other.close();
    await store.save(record);
    await store.close();
  });

  it('leaves an error that is no fault of the store as it is', () => {
    const ours = new TypeError('x is not a function');
    expect(storeFault('linchpin.db', ours)).toBe(ours);
  });
});

describe('a store that is only read', () => {
  it('is not made where there is none', async () => {
    await expect(openStore({ sqlite: join(folder, 'none.db') }, 'read')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('Start `linchpin run`') as string,
    });
  });

  it('gives what a running daemon saved last', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const writer = await openStore({ sqlite });
    await writer.save(record);
    const reader = await openStore({ sqlite }, 'read');
    expect(await reader.lastResult()).toEqual(resultAt(1));
    await writer.save({ ...record, at: 2, result: resultAt(2) });
    expect(await reader.lastResult()).toEqual(resultAt(2));
    await reader.close();
    await writer.close();
  });
});

describe('the history of incidents', () => {
  it('keeps each change with its time, and a cycle without change adds nothing', async () => {
    const sqlite = join(folder, 'linchpin.db');
    const store = await openStore({ sqlite });
    const open = incidentOf();
    const warmer = incidentOf({
      evidence: [{ ...open.evidence[0]!, value: 99, text: '99 % used, above 97 %' }],
      rank: 2,
    });
    const worse = incidentOf({ symptoms: ['container/vm-1/storage-1', 'container/vm-1/storage-2'] });
    for (const [index, incident] of [open, open, warmer, worse].entries()) {
      const at = index + 1;
      await store.save({ ...record, at, result: resultAt(at, { incidents: [incident] }) });
    }
    await store.save({ ...record, at: 5, result: resultAt(5) });
    await store.save({ ...record, at: 6, result: resultAt(6, { incidents: [open] }) });
    await store.close();
    const database = new Sqlite(sqlite, { readonly: true });
    const changes = database.prepare('select id, at, incident from incident_change order by at').all();
    database.close();
    expect(
      (changes as { id: string; at: number; incident: string }[]).map(({ id, at, incident }) => {
        const { state, symptoms } = JSON.parse(incident) as ResultIncident;
        return [id, at, state, symptoms.length];
      }),
    ).toEqual([
      ['i-1', 1, 'open', 1],
      ['i-1', 4, 'open', 2],
      ['i-1', 5, 'closed', 2],
      ['i-1', 6, 'open', 1],
    ]);
  });
});

describe('what is older than is to be kept', () => {
  const day = 86_400;
  const closed = (id: string): ResultIncident => incidentOf({ id, state: 'closed' });

  async function kept(keep?: number): Promise<unknown> {
    const sqlite = join(folder, 'linchpin.db');
    const store = await openStore({ sqlite, ...(keep !== undefined && { keep }) });
    const [early, long] = [incidentOf({ id: 'early' }), incidentOf({ id: 'long' })];
    const cycles: readonly (readonly [number, readonly ResultIncident[]])[] = [
      [1, [early, long]],
      [2, [closed('early'), long]],
      [3 * day, [long, incidentOf({ id: 'late' })]],
      [3 * day + 1, [long, closed('late')]],
      [3 * day + 3600, [long]],
    ];
    for (const [at, incidents] of cycles) await store.save({ ...record, at, result: resultAt(at, { incidents }) });
    const ended = (await store.endedIncidents()).map(({ id }) => id);
    const open = (await store.lastResult())?.incidents.map(({ id }) => id);
    await store.close();
    const database = new Sqlite(sqlite, { readonly: true });
    const changes = database.prepare('select id from incident_change order by at').pluck().all();
    database.close();
    return { ended, open, changes };
  }

  it('is forgotten: incidents after their end, and of open ones the old changes', async () => {
    expect(await kept(2 * day)).toEqual({ ended: ['late'], open: ['long'], changes: ['late', 'late'] });
  });

  it('is kept where nothing is said', async () => {
    expect(await kept()).toEqual({
      ended: ['late', 'early'],
      open: ['long'],
      changes: ['early', 'long', 'early', 'late', 'late'],
    });
  });
});

/** Writes until SQLite says that there is no more room, which a page limit stands in for; undoes it all. */
function fillUp(database: Sqlite.Database): unknown {
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages}`);
  database.exec('begin');
  try {
    for (let row = 0; row < 10_000; row += 1) {
      database.prepare('insert into node_memory (node, memory) values (?, ?)').run(`n${row}`, 'x'.repeat(4000));
    }
    return undefined;
  } catch (error) {
    return error;
  } finally {
    if (database.inTransaction) database.exec('rollback');
  }
}
