import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Host, Item } from '../../src/domain/zabbix.ts';
import { guessInstallation } from '../../src/init/guess-installation.ts';
import { writeModel } from '../../src/init/write-model.ts';
import { readModel } from '../../src/model/read-model.ts';

const word = fc.constantFrom(
  'web',
  'db',
  'api',
  'mail',
  'a',
  'primary',
  'replica',
  'constructor',
  '__proto__',
  '{any}',
  'ü',
  '{$MACRO}',
  '<b>',
);
const number = fc.integer({ min: 0, max: 12 }).map(String);
const made = fc.constantFrom('5d4f8c7b9d-x7k2p', 'a3f5d9e8b7c6', 'q5lxz0sb3ymn8kxw2pbyvmg1c');
const part = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 3, arbitrary: number },
  made,
  fc.string({ maxLength: 4 }),
);
const name = fc
  .array(fc.tuple(part, fc.constantFrom('-', '_', '.', '', '/')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([text, sign]) => text + sign).join(''))
  .filter((text) => text !== '' && text !== '/');
const sites = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), name), { maxLength: 30 });

function listed(site: readonly (readonly [number, string])[]): readonly [readonly Host[], readonly Item[]] {
  const hosts = [0, 1, 2, 3].map((id) => ({
    hostId: String(id),
    host: `vm-${String(id)}`,
    name: '',
    inMaintenance: false,
  }));
  const items = site.map(([host, container], index) => ({
    itemId: String(index),
    hostId: String(host),
    key: `docker.container_info.state.running["${container.replaceAll('\\', '').replaceAll('"', '')}"]`,
    tags: [],
    valueType: 'unsigned' as const,
    state: 'normal' as const,
  }));
  return [hosts, items];
}

function modelOf(site: readonly (readonly [number, string])[]): string {
  const { pods, subsystems } = guessInstallation(...listed(site));
  return writeModel({ system: { id: 'all', name: 'All' }, pods, subsystems });
}

test('whatever containers are called, the first model with them in its inventory has no mistake', () => {
  fc.assert(
    fc.property(sites, (site) => {
      const { pods } = guessInstallation(...listed(site));
      const inventory = {
        servers: Object.fromEntries([0, 1, 2, 3].map((id) => [`vm-${String(id)}`, {}])),
        containers: pods.flatMap(({ containers }) =>
          containers.map(({ name: called, server }) => ({ name: called, server })),
        ),
      };
      const files = [
        { path: 'model.yaml', text: modelOf(site) },
        { path: 'inventory.yaml', text: JSON.stringify(inventory) },
      ];
      expect(readModel(files).findings.filter(({ level }) => level === 'error')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('the first model does not depend on the order in which Zabbix lists items', () => {
  fc.assert(
    fc.property(sites, fc.integer(), (site, turn) => {
      const turned = site.map(
        (_, index): readonly [number, string] => site[(index + Math.abs(turn)) % site.length] ?? [0, 'web'],
      );
      expect(modelOf(turned)).toBe(modelOf(site));
    }),
  );
});
