import { afterEach, beforeEach, expect, it } from 'vitest';
import { Leading } from '../../src/app/leading.ts';
import { Presence } from '../../src/app/presence.ts';
import { Vitals } from '../../src/app/vitals.ts';
import { WarmReader } from '../../src/app/warm-reader.ts';
import type { FreshnessDocument } from '../../src/http/api/schema.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ApiSite } from '../support/api-site.ts';
import { unreachable } from '../support/scripted-world.ts';

const interval = 30;

/** The one who leads, and one who stands by at the same store and can read Zabbix. */
let leader: ApiSite;
let presence: Presence;
let vitals: Vitals;

beforeEach(async () => {
  leader = await ApiSite.start();
  await leader.allRun().cycle();
  const { outside } = leader;
  const leading = new Leading(45, outside);
  const store = await openStore(leader.settings.store);
  leading.follow(store, () => undefined);
  const nothing = { hosts: [], items: [], triggers: [], heardAt: new Map(), problems: [], values: [] };
  const reader = new WarmReader(
    { read: (at) => Promise.resolve({ ...nothing, at }), goOnFrom: () => undefined, renew: () => undefined },
    interval,
  );
  const begin = (): never => {
    throw new Error('another one leads');
  };
  presence = new Presence({
    store,
    leading,
    reader,
    begin,
    performing: { settled: () => Promise.resolve(), close: () => Promise.resolve() },
    clock: outside,
  });
  vitals = new Vitals(interval);
});
afterEach(async () => {
  await presence.close();
  await leader.stop();
});

async function shown(): Promise<FreshnessDocument> {
  vitals.note(await presence.turn(), leader.outside.time);
  return vitals.freshness(leader.outside.time);
}

it('who stands by shows the present while another one judges what it reads', async () => {
  await leader.allRun().cycle();
  expect(await shown()).toMatchObject({ isStale: false, failing: [] });
});

it('who stands by says that what it shows is stale where the one who leads can not read Zabbix', async () => {
  const readAt = leader.outside.time;
  leader.outside.readError = unreachable();
  await leader.cycle();
  expect(await shown()).toMatchObject({
    isStale: true,
    staleSince: new Date(readAt * 1000).toISOString().replace('.000', ''),
  });
});

it('who stands by says that what it shows is stale where the one who leads hangs', async () => {
  expect((await shown()).isStale).toBe(false);
  leader.outside.time += 2 * interval + 21;
  expect((await shown()).reason).toContain('has judged nothing for long');
});
