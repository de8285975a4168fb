import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { issueKeys, keyIn, withdrawal } from '../../src/app/embed/issuing.ts';
import type { Issue, KeyWish } from '../../src/app/embed/issuing.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { Setup } from '../../src/app/setup.ts';
import { withStore } from '../../src/app/with-store.ts';
import type { EmbedKey } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { smallModel } from '../support/small-model.ts';

const day = 86_400;
const dashboard = 'Linchpin: Corporate mail';
let folder: string;
let setup: Setup;
let now: number;
/** What the only dashboard shows in frames. */
let shown: readonly string[];
let isChangedByHand: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-keys-'));
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'mail.yaml'), smallModel);
  setup = await setupWith({ LINCHPIN_HTTP_PUBLIC_URL: 'https://linchpin.example.org/at' });
  now = 1_800_000_000;
  shown = [];
  isChangedByHand = false;
});
afterEach(() => rmSync(folder, { recursive: true }));

async function setupWith(more: NodeJS.ProcessEnv): Promise<Setup> {
  const env = {
    ZABBIX_URL: 'https://zabbix.example.org/zabbix',
    ZABBIX_TOKEN: 'secret',
    LINCHPIN_STORE_SQLITE: join(folder, 'linchpin.db'),
    LINCHPIN_MODEL: join(folder, 'model'),
    ...more,
  };
  const { setup: found, findings } = await loadSetup({ env });
  if (found === undefined) throw new Error(JSON.stringify(findings));
  return found;
}

/** A daemon has run. */
async function makeStore(): Promise<void> {
  await (await openStore(setup.settings.store)).close();
}

function plan(wish: KeyWish = 'keep'): Promise<Issue> {
  return issueKeys({
    setup,
    wish,
    now,
    who: 'Anna',
    dashboardOf: () => dashboard,
    shown: new Map([[dashboard, shown]]),
    left: () => Promise.resolve(new Set(isChangedByHand ? [dashboard] : [])),
  });
}

/** Provisions as a whole; gives what it said. */
async function provision(wish: KeyWish = 'keep'): Promise<readonly string[]> {
  const issue = await plan(wish);
  await issue.begin();
  if (!isChangedByHand) shown = [...issue.frames.values()].flatMap((addresses) => Object.values(addresses) as string[]);
  await issue.finish();
  return [...issue.changes.map(({ action, object }) => `${action} ${object}`), ...issue.advice];
}

function keys(): Promise<readonly EmbedKey[]> {
  return withStore(setup.settings, 'read', (store) => store.embedKeys.all());
}

function ends(): Promise<readonly (number | undefined)[]> {
  return keys().then((all) => all.map(({ endsAt }) => endsAt));
}

it('each system gets a key, in the address of each of its views', async () => {
  await makeStore();
  expect(await provision()).toEqual(['create embed key']);
  expect(shown.map((address) => address.replace(/key=.*/u, 'key='))).toEqual(
    ['incidents', 'functions', 'map'].map((view) => `https://linchpin.example.org/at/embed/${view}?key=`),
  );
  expect(new Set(shown.map(keyIn)).size).toBe(1);
  expect(await keys()).toMatchObject([{ system: 'system/mail', madeAt: now }]);
});

it('a second time changes nothing', async () => {
  await makeStore();
  await provision();
  const before = shown;
  now += 89 * day;
  expect(await provision()).toEqual([]);
  expect(shown).toEqual(before);
});

it('the store never holds a key itself', async () => {
  await makeStore();
  await provision();
  expect(JSON.stringify(await keys())).not.toContain(keyIn(shown[0] ?? ''));
});

it('an old key is renewed, and works for a day more', async () => {
  await makeStore();
  await provision();
  now += 90 * day;
  expect(await provision()).toEqual(['create embed key']);
  expect(await ends()).toEqual([now + day, undefined]);
});

it.each([
  ['rotate', day],
  ['revoke', 0],
] as const)('%s puts a new key there, whatever its age', async (wish, left) => {
  await makeStore();
  await provision();
  expect(await provision(wish)).toEqual(['create embed key']);
  expect((await ends()).toSorted()).toEqual([now + left, undefined]);
  expect(await provision()).toEqual([]);
});

it('to revoke ends also what works for a day more', async () => {
  await makeStore();
  await provision();
  now += 10;
  await provision('rotate');
  now += 10;
  await provision('revoke');
  expect(await ends()).toEqual([now, now, undefined]);
});

it('what is revoked shows nothing even where the dashboards can not be written then', async () => {
  await makeStore();
  await provision();
  now += 10;
  const revoked = await plan('revoke');
  await revoked.begin();
  expect(await ends()).toEqual([now, undefined]);
});

it('what is only renewed goes on until the dashboards are written', async () => {
  await makeStore();
  await provision();
  const renewed = await plan('rotate');
  await renewed.begin();
  expect(await ends()).toEqual([undefined, undefined]);
});

it('a key that was ended in the store is renewed on the dashboard', async () => {
  await makeStore();
  await provision();
  await withStore(setup.settings, 'change', (store) =>
    store.embedKeys.end({ systems: ['system/mail'], endsAt: now }, { at: now, who: 'Berta' }),
  );
  expect(await provision()).toEqual(['create embed key']);
});

it('a dashboard that people changed keeps its key: a new one would not come onto it', async () => {
  await makeStore();
  await provision();
  isChangedByHand = true;
  now += 100 * day;
  expect(await provision()).toEqual([]);
  expect(await provision('rotate')).toEqual([expect.stringMatching(/changed by hand.*keeps the key.*--replace/u)]);
  expect(await ends()).toEqual([undefined]);
});

it('to revoke ends the key of a dashboard that people changed, and says that its views show nothing', async () => {
  await makeStore();
  await provision();
  isChangedByHand = true;
  expect(await provision('revoke')).toEqual(['delete embed key', expect.stringMatching(/show nothing any more/u)]);
  expect(await ends()).toEqual([now]);
});

it('without a store there are no views, and it says where the store must be', async () => {
  const { frames, changes, advice } = await plan();
  expect({ frames: frames.size, changes }).toEqual({ frames: 0, changes: [] });
  expect(advice).toEqual([expect.stringMatching(/no store .*linchpin\.db here yet.*Start `linchpin run` first/u)]);
});

it('views that are there stay as they are where another machine has the store', async () => {
  await makeStore();
  await provision();
  const before = shown;
  rmSync(join(folder, 'linchpin.db'));
  await provision();
  expect(shown).toEqual(before);
});

it('where keys are to change, a store that is not there is an error', async () => {
  await expect(plan('revoke')).rejects.toThrow(/no store/u);
});

it('without a written publicUrl no view comes onto a dashboard, and it says so where there is a page', async () => {
  setup = await setupWith({});
  expect(await plan()).toMatchObject({ changes: [], advice: [] });
  setup = await setupWith({ LINCHPIN_HTTP_LISTEN: '127.0.0.1:8480' });
  expect(await plan()).toMatchObject({ changes: [], advice: [expect.stringContaining('`http.publicUrl`') as string] });
});

it('views that are not wished for any more go with their keys', async () => {
  await makeStore();
  await provision();
  setup = await setupWith({});
  expect(await provision()).toEqual(['delete embed key']);
  expect({ shown, ends: await ends() }).toEqual({ shown: [], ends: [now] });
});

it('all keys end where all of Linchpin goes from Zabbix', async () => {
  await makeStore();
  await provision();
  await withdrawal({ setup, now, who: 'Anna' }).begin();
  expect(await ends()).toEqual([now]);
});

it('keys of a system that left the model end', async () => {
  await makeStore();
  const gone = { digest: 'a', system: 'system/gone', madeAt: now };
  await withStore(setup.settings, 'change', (store) => store.embedKeys.add(gone, 'Anna'));
  expect(await provision()).toEqual(['create embed key', 'delete embed key']);
  expect((await keys()).find(({ digest }) => digest === 'a')?.endsAt).toBe(now);
});

it('what browsers would block is said beforehand', async () => {
  await makeStore();
  setup = await setupWith({ LINCHPIN_HTTP_PUBLIC_URL: 'http://linchpin.example.org' });
  expect((await plan()).advice).toEqual([expect.stringMatching(/do not show .*http:\/\/linchpin\.example\.org/u)]);
});
