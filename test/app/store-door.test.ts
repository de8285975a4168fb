import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoreDoor } from '../../src/app/answers/store-door.ts';
import { WorldError } from '../../src/ports.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';

let folder: string;
let door: StoreDoor;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-door-'));
  door = new StoreDoor({ store: { sqlite: join(folder, 'linchpin.db'), keep: 86_400 } });
});
afterEach(async () => {
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

async function make(): Promise<void> {
  await (await openStore({ sqlite: join(folder, 'linchpin.db') })).close();
}

/** The connection that a question is given. */
function connection(): Promise<Store> {
  return door.ask((store) => Promise.resolve(store));
}

it('a question that is refused closes nothing for those who are asking still', async () => {
  await make();
  const before = await connection();
  const asked = door.ask(() => Promise.reject(new WorldError('E309', 'nothing is known of that time')));
  await expect(asked).rejects.toThrow('nothing is known');
  expect(await before.silences(0)).toEqual([]);
  expect(await connection()).toBe(before);
});

it('a store that could not be reached is opened anew', async () => {
  await make();
  const before = await connection();
  const asked = door.ask(() => Promise.reject(new WorldError('E301', 'gone')));
  await expect(asked).rejects.toThrow('gone');
  const after = await connection();
  expect(after).not.toBe(before);
  expect(await after.silences(0)).toEqual([]);
});

it('a store that was not there is opened once it is', async () => {
  await expect(connection()).rejects.toThrow(WorldError);
  await make();
  expect(await (await connection()).silences(0)).toEqual([]);
});
