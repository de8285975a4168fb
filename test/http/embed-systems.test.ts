import { afterEach, expect, it } from 'vitest';
import { digestOf, newKey } from '../../src/app/embed/key-digest.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ApiSite, apiModel } from '../support/api-site.ts';

let site: ApiSite;
afterEach(() => site.stop());

/** The same as the site's own model, but for who uses the database: two systems, that have nothing else in common. */
const twoSystems = apiModel
  .replace(
    'system: { id: mail, name: Corporate mail }',
    'systems: { mail: { name: Corporate mail, subsystems: [web] }, files: { name: Secret files, subsystems: [storage] } }',
  )
  .replace('pods: [front, old]', 'pods: [front, old, storage-db]')
  .replace('name: Storage\n', 'name: Secret storage\n')
  .replace('Read files', 'Read secrets');

/** A view of a system as HTML. */
async function viewOf(system: string, view: string): Promise<string> {
  const key = newKey();
  const store = await openStore(site.settings.store, 'change');
  await store.embedKeys.add({ digest: digestOf(key), system, madeAt: site.outside.time }, 'Anna');
  await store.close();
  site.outside.time += 3;
  return (await fetch(`http://127.0.0.1:${site.port}/embed/${view}${view.includes('?') ? '&' : '?'}key=${key}`)).text();
}

async function incidentOf(system: string): Promise<string> {
  const id = /incident\?id=([^&]*)&/u.exec(await viewOf(system, 'incidents'))?.[1] ?? 'none';
  return viewOf(system, `incident?id=${id}`);
}

it.each(['incidents', 'functions', 'map'])('a key of one system shows of others nothing: %s', async (view) => {
  site = await ApiSite.start(twoSystems);
  await site.outage();
  const html = await viewOf('system/mail', view);
  expect(html).toContain('Corporate mail');
  expect(html).not.toMatch(/secret/iu);
});

it('a key of one system shows of others nothing where they lost reserve by the same: one incident', async () => {
  site = await ApiSite.start(twoSystems);
  await site.allRun().cycle();
  for (let round = 0; round < 3; round += 1) {
    await site.runs('vm-1/db-1', false).runs('vm-2/db-2').runs('vm-3/db-3').runs('vm-3/front-1').cycle();
  }
  const html = await incidentOf('system/mail');
  expect(html).toContain('Evidence');
  expect(html).not.toMatch(/secret/iu);
});
