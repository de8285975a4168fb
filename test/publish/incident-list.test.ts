import { expect, it } from 'vitest';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';

const pods = Array.from({ length: 50 }, (_, index) => `p${index + 1}`);
const name = 'ж'.repeat(700);
const world = worldOf(`
  system: { id: mail }
  subsystems: { ${pods.map((pod) => `${pod}: { name: ${name}, pods: [${pod}] }`).join(', ')} }
  pods: { ${pods.map((pod) => `${pod}: { kind: stateless, containers: "${pod}-1" }`).join(', ')} }
  servers: { vm-01: }
  containers: [${pods.map((pod) => `{ name: ${pod}-1, server: vm-01 }`).join(', ')}]
  rules: { status: { for: 0s } }
`);

it('the list of incidents fits into an item of Zabbix in every alphabet, the best ranked first', () => {
  const containers = pods.map((pod) => `container/vm-01/${pod}-1`);
  const { commands } = new Site(world).allSay(containers, { status: 'exited' }).cycle();
  const list = commands.find(({ value: { key } }) => key === itemKeys.incidents)?.value.value;
  const rows = JSON.parse(String(list)) as readonly { readonly rank: number }[];
  expect(rows[0]?.rank).toBe(1);
  expect(rows.length).toBeLessThan(pods.length);
  expect(Buffer.byteLength(String(list))).toBeLessThanOrEqual(60_000);
  // As many as fit: one more would not.
  expect(Buffer.byteLength(String(list)) * (1 + 1 / rows.length)).toBeGreaterThan(60_000);
});
