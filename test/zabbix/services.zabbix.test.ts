import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { eventually } from '../support/eventually.ts';
import { Cycle } from './provision-ground.ts';
import { Anything, Made, ProvisionedSite, Rows } from './provision-site.ts';

const site = new ProvisionedSite({ group: 'Linchpin services test' });
const { admin } = site;
const cycle = new Cycle(site.shownBy);

/** The status of each service of ours by its name: −1 is OK. */
async function statuses(): Promise<Readonly<Record<string, number>>> {
  const tags = [{ tag: 'linchpin.group', operator: 1, value: site.group }];
  const found = await admin.call('service.get', { output: ['name', 'status'], tags }, Rows);
  return Object.fromEntries(found.map(({ name, status }) => [String(name), Number(status)]));
}

async function serviceOf(name: string): Promise<Readonly<Record<string, unknown>>> {
  const tags = [{ tag: 'linchpin.group', operator: 1, value: site.group }];
  const asked = { output: 'extend', selectTags: 'extend', selectParents: ['serviceid'], tags, filter: { name } };
  const [found] = await admin.call('service.get', asked, Rows);
  if (found === undefined) throw new Error(`Zabbix has no service "${name}"`);
  return found;
}

const allWell = {
  'Provisioned site': -1,
  Storage: -1,
  'Storage: outage': -1,
  'Storage: lost reserve': -1,
  Calendar: -1,
  'Calendar: outage': -1,
  'Calendar: lost reserve': -1,
};

beforeAll(async () => {
  await site.clear();
  await site.build();
  await site.provision();
  // A service that Zabbix's server does not know yet shows nothing.
  await cycle.send([
    [itemKeys.system('outage'), ''],
    [itemKeys.subsystem('outage', 'storage'), ''],
    [itemKeys.subsystem('severity', 'storage'), 0],
  ]);
});

afterAll(async () => {
  await site.clear();
  site.close();
});

test('an outage is a Disaster from its leaf up to the system, also while the system itself is down, and counts', async () => {
  expect(await statuses()).toEqual(allWell);
  await cycle.send([
    [itemKeys.system('outage'), 'storage-db-1 is not running'],
    [itemKeys.subsystem('outage', 'storage'), 'storage-db-1 is not running'],
  ]);
  const shown = { ...allWell, 'Provisioned site': 5, Storage: 5 };
  const down = await eventually('the tree shows it', statuses, (found) => found['Provisioned site'] === 5);
  expect(down).toEqual({ ...shown, 'Storage: outage': down['Storage: outage'] });
  expect(down['Storage: outage']).toBeGreaterThan(-1);
  await cycle.send([
    [itemKeys.system('outage'), ''],
    [itemKeys.subsystem('outage', 'storage'), ''],
  ]);
  expect(await eventually('all is well again', statuses, (found) => found['Storage'] === -1)).toEqual(allWell);
});

test('lost reserve is Average in the tree, and not in the leaf that the SLA counts', async () => {
  await cycle.send([[itemKeys.subsystem('severity', 'storage'), 3]]);
  const lost = await eventually('the tree shows it', statuses, (found) => found['Provisioned site'] === 3);
  expect(lost).toMatchObject({ Storage: 3, 'Storage: outage': -1, Calendar: -1 });
  await cycle.send([[itemKeys.subsystem('severity', 'storage'), 0]]);
  await eventually('all is well again', statuses, (found) => found['Storage'] === -1);
});

test('each subsystem has an SLA over its outage alone', async () => {
  const slas = await admin.call('sla.get', { output: ['slaid', 'name', 'slo'], search: { name: site.group } }, Rows);
  expect(slas.map(({ name, slo }) => [name, slo]).sort()).toEqual([
    [`${site.group}: Calendar`, '99.9'],
    [`${site.group}: Storage`, '99.9'],
  ]);
  const storage = slas.find(({ name }) => String(name).endsWith('Storage'));
  const counted = await admin.call('service.get', { output: ['name'], slaids: [storage?.['slaid']] }, Rows);
  expect(counted.map(({ name }) => name)).toEqual(['Storage: outage']);
});

test('names, objectives, tags and parents that people gave stay', async () => {
  const { serviceid, tags } = await serviceOf('Storage');
  const company = { name: `${site.group}: company`, algorithm: 2, sortorder: 0 };
  const { serviceids: [theirs] = [] } = await admin.call('service.create', company, Made);
  const own = (tags as readonly object[]).map((one) => ({ ...one }));
  const parents = [...((await serviceOf('Storage'))['parents'] as readonly object[]), { serviceid: theirs }];
  const changed = {
    serviceid,
    name: 'Letters and files',
    parents,
    tags: [...own, { tag: 'team', value: 'second line' }],
  };
  await admin.call('service.update', changed, Anything);
  const [sla] = await admin.call('sla.get', { output: ['slaid'], search: { name: `${site.group}: Storage` } }, Rows);
  await admin.call('sla.update', { slaid: sla?.['slaid'], slo: 95, name: `${site.group}: letters` }, Anything);
  expect((await site.provision()).changes).toEqual([]);
  const renamed = await serviceOf('Letters and files');
  expect(renamed['parents']).toHaveLength(2);
  await admin.call('service.delete', [theirs], Anything);
});

test('what people changed of what a service shows stays until it is to be put back', async () => {
  const { serviceid } = await serviceOf('Calendar: outage');
  await admin.call('service.update', { serviceid, propagation_rule: 0, propagation_value: 0 }, Anything);
  expect((await site.provision()).changes.map(({ text }) => text)).toEqual([
    'keep service "Calendar: outage": changed by hand; --replace puts back: propagation_rule; propagation_value',
  ]);
  expect((await site.provision({ replace: true })).changes.map(({ text }) => text)).toEqual([
    'update service "Calendar: outage": propagation_rule; propagation_value',
  ]);
});

test('a subsystem that left the model takes its services and its SLA along', async () => {
  site.describe((model) =>
    model
      .replace(/^ {2}calendar: .*\n/m, '')
      .replace(/^ {2}calendar-api: .*\n/m, '')
      .replace(/^.*calendar-api-1.*\n/m, ''),
  );
  const { changes } = await site.provision();
  // The maps follow too, which is their tests' matter.
  const ours = changes.filter(({ change }) => change.object === 'service' || change.object === 'SLA');
  expect(ours.map(({ text }) => text).sort()).toEqual([
    'delete SLA "Linchpin services test: Calendar"',
    'delete service "Calendar"',
    'delete service "Calendar: lost reserve"',
    'delete service "Calendar: outage"',
  ]);
  expect((await site.provision()).changes).toEqual([]);
});
