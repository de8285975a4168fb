import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tellGaps } from '../../src/app/gaps.ts';
import { LiveWorld } from '../../src/app/live-world.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { SignalMapping } from '../../src/domain/mapping.ts';
import type { Host, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const servers = Array.from({ length: 12 }, (_, index) => `vm-${String(index).padStart(2, '0')}`);
const model = `
system: { id: mail }
subsystems: { all: { pods: [web] } }
pods: { web: { kind: stateless, containers: "web-{any}" } }
servers: { ${servers.map((id) => `${id}: `).join(', ')}, node: }
containers: [{ name: web-1, server: node }]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-gaps-'));
  writeFileSync(join(folder, 'model.yaml'), model);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const host = (name: string): Host => ({ hostId: name, host: name, name, inMaintenance: false });

/** What is said of hosts that Zabbix lacks. */
async function told(own: Partial<SignalMapping>, parts: Partial<ZabbixSnapshot>): Promise<unknown> {
  const { setup } = await loadSetup({
    env: { LINCHPIN_MODEL: folder, ZABBIX_URL: 'http://localhost', ZABBIX_TOKEN: 'x' },
  });
  const { settings, graph } = setup!;
  const configured = { ...settings, signals: { ...settings.signals, own: { ...settings.signals.own, ...own } } };
  const log = new ScriptedWorld();
  const nothing = { at: 0, hosts: [], items: [], triggers: [], values: [], heardAt: new Map(), problems: [] };
  tellGaps({ ...nothing, ...parts }, { live: new LiveWorld(configured, graph), settings: configured }, log);
  return log.said.find(({ message }) => message.includes('no enabled host'))?.facts;
}

it('hosts that Zabbix lacks are counted, and the first of them named', async () => {
  expect(await told({}, { hosts: [host('vm-01')] })).toEqual({
    count: 12,
    hosts: ['node', ...servers.filter((name) => name !== 'vm-01').slice(0, 9)],
  });
});

it('no host of a server is missed where Zabbix watches what runs on it as hosts of their own', async () => {
  const item = { itemId: '1', hostId: 'web-1', key: 'up', tags: [], valueType: 'unsigned', state: 'normal' } as const;
  const own = { containerHost: '{name}', items: [{ key: 'up', signal: 'network' }] };
  const hosts = [...servers, 'web-1'].map(host);
  expect(await told(own, { hosts, items: [item] })).toBeUndefined();
  expect(await told(own, { hosts })).toEqual({ count: 1, hosts: ['node'] });
});
