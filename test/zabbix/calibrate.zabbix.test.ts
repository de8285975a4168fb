import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Ground } from '../contract/read-zabbix-ground.ts';
import { CommandFolder } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { needed, realAccess } from '../support/real-zabbix.ts';

const folder = new CommandFolder();
let ground: Ground;
const Hosts = z.array(z.object({ hostid: z.string() }));
const keys = { errors: 'shop.errors[web-1]', requests: 'shop.requests[web-1]' };

const hours = 25;
const perMinute = 30;

beforeAll(async () => {
  ground = await Ground.prepare({
    access: realAccess(),
    trapper: needed('LINCHPIN_ZABBIX_TRAPPER'),
    patienceMs: 60_000,
  });
  const asked = { output: ['hostid'], filter: { host: [ground.host] } };
  const [host] = await ground.client.call<z.infer<typeof Hosts>>('host.get', asked, Hosts);
  for (const key of Object.values(keys)) await ground.makeItem(host?.hostid ?? '', key, { value_type: 3 });
  const minutes = Array.from({ length: hours * 60 }, (_, index) => index);
  const start = Math.floor(Date.now() / 1000) - hours * 3600;
  // Three of a hundred requests fail, and always have: the default calls that trouble.
  await ground.send(
    ...minutes.flatMap((at) => [
      [keys.errors, at * perMinute, start + at * 60] as const,
      [keys.requests, at * perMinute * 33, start + at * 60] as const,
    ]),
  );
  folder.write(
    'model.yaml',
    `system: { id: shop }
subsystems: { all: { pods: [web] } }
pods:
  web: { kind: stateless, replicas: 1, containers: "web-{replica}" } # the door
servers: { vm-1: { name: ${JSON.stringify(ground.host)} } }
containers: [{ name: web-1, server: vm-1 }]
`,
  );
  folder.write(
    'linchpin.yaml',
    `model: .
hosts: { server: "{name}" }
signals:
  items:
    - { key: "shop.errors[{container}]", signal: errors, every: 1m }
    - { key: "shop.requests[{container}]", signal: requests, every: 1m }
store: { sqlite: none.db }
`,
  );
}, 240_000);

afterAll(async () => {
  folder.remove();
  await ground.remove();
}, 120_000);

test('what Zabbix kept of a day becomes a rule that is written beside its pod, and fits from then on', async () => {
  const access = { ZABBIX_URL: needed('ZABBIX_URL'), ZABBIX_TOKEN_FILE: needed('ZABBIX_TOKEN_FILE') };
  const run = (...more: readonly string[]): ReturnType<CommandFolder['run']> =>
    folder.run(['calibrate', '--period', '2d', '--json', ...more], access);
  const rules = z.object({ rules: z.array(z.record(z.string(), z.unknown())) });
  const [found] = await eventually(
    'a day of values is stored',
    async () => rules.parse(JSON.parse((await run()).stdout)).rules,
    ([first]) => first?.['verdict'] === 'looser',
  );
  expect(found).toMatchObject({
    pod: 'pod/web',
    rule: 'errors',
    today: { rate: '1%', per: 'requests', burst: 50 },
    proposed: { rate: '3.8%', per: 'requests' },
    firedToday: { healthy: { times: 1 } },
    firedProposed: { healthy: { times: 0 } },
  });
  expect((await run('--write')).status).toBe(0);
  expect(readFileSync(`${folder.path}/model.yaml`, 'utf8')).toMatch(
    /web: \{ kind: stateless, .*rules: \{ errors: \{ rate: 3\.8%, per: requests, burst: \d+ \} \} \} # the door/,
  );
  expect(rules.parse(JSON.parse((await run()).stdout)).rules).toMatchObject([{ verdict: 'fits' }]);
});
