import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Actuator } from '../../src/actuators/actuator.ts';
import { zabbixScript } from '../../src/actuators/zabbix-script.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixScripts } from '../../src/zabbix/script.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { eventually } from '../support/eventually.ts';
import { needed, openClient } from '../support/real-zabbix.ts';

const Made = z.record(z.string(), z.array(z.string()));
const Anything = z.unknown();

const group = 'Script test';
const host = 'script-test-vm-01';
const [counting, failing, asking, slow] = ['counts', 'fails', 'asks', 'is slow'].map((what) => `Script test ${what}`);
// A file of the test's own, where the server of Zabbix runs.
const file = `/tmp/linchpin-script-test-${randomUUID()}`;

let client: ZabbixClient;
const session = new ZabbixClient({
  url: needed('ZABBIX_URL'),
  credentials: { kind: 'password', user: 'Admin', password: 'zabbix' },
});
const byToken = await openClient().adapter();
const hasInput = byToken.scriptsByToken;
const made: { readonly method: string; readonly ids: readonly string[] }[] = [];

async function make(object: string, params: unknown): Promise<readonly string[]> {
  const [ids = []] = Object.values(await client.call(`${object}.create`, params, Made));
  made.push({ method: `${object}.delete`, ids });
  return ids;
}

async function makeScript(name: string, command: string, more: object = {}): Promise<void> {
  await make('script', { name, type: 0, scope: 2, execute_on: 1, command, ...more });
}

function actuatorOf(
  script: string,
  how: { readonly input?: string; readonly zabbix?: ZabbixClient; readonly timeout?: number } = {},
): Actuator {
  const { input, zabbix = session, timeout = 20 } = how;
  const scripts = new ZabbixScripts(zabbix);
  const access = { scripts, script, host: 'script-test-{server}', ...(input !== undefined && { input }) };
  return new Actuator(zabbixScript(access), { timeout, withoutSecrets: (text) => text });
}

let tries = 0;
const act = (script: string, how: Parameters<typeof actuatorOf>[1] = {}, name = 'mx-1') =>
  actuatorOf(script, how).act(orderOf({ id: `a-${(tries += 1)}`, targets: [containerTarget(name)] }), endless);

beforeAll(async () => {
  client = openClient();
  const [groupid] = await make('hostgroup', { name: `${group} ${randomUUID()}` });
  const [old] = await client.call(
    'host.get',
    { output: ['hostid'], filter: { host } },
    z.array(z.object({ hostid: z.string() })),
  );
  if (old !== undefined) await client.call('host.delete', [old.hostid], Anything);
  const before = await client.call(
    'script.get',
    { output: ['scriptid'], search: { name: 'Script test ' } },
    z.array(z.object({ scriptid: z.string() })),
  );
  if (before.length > 0)
    await client.call(
      'script.delete',
      before.map(({ scriptid }) => scriptid),
      Anything,
    );
  await make('host', { host, groups: [{ groupid }] });
  await makeScript(counting!, `echo {HOST.HOST} >>${file}; wc -l <${file}`);
  await makeScript(failing!, 'echo "no such container"; exit 3');
  await makeScript(slow!, 'sleep 8');
  if (hasInput) {
    await makeScript(asking!, 'echo "restarted {MANUALINPUT}"', {
      manualinput: 1,
      manualinput_prompt: 'Container',
      manualinput_validator: '^[a-z0-9-]+$',
      manualinput_default_value: 'none',
    });
  }
  await eventually(
    'the server knows the host',
    () => act(failing!),
    ({ output }) => output.includes('no such container'),
  );
});
afterAll(async () => {
  await makeScript('Script test tidies', `rm -f ${file}`);
  await act('Script test tidies');
  for (const { method, ids } of made.toReversed()) await client.call(method, ids, Anything);
  for (const each of [client, session]) each.close();
});

test('a preview finds the script and the host, and runs nothing', async () => {
  const { request } = await actuatorOf(counting!).preview(orderOf());
  expect(request).toEqual([`script.execute of "${counting}" (script) on ${host}`, expect.stringContaining(file)]);
  expect((await act(counting!)).output).toMatch(/: 1$/u);
});

test('a script runs on the host of the server, once for each order', async () => {
  const before = await act(counting!);
  const actuator = actuatorOf(counting!);
  const order = orderOf({ id: 'once' });
  await Promise.all([actuator.act(order, endless), actuator.act(order, endless)]);
  const count = (output: string): number => Number(/\d+$/u.exec(output)?.[0]);
  expect(count((await act(counting!)).output)).toBe(count(before.output) + 2);
});

test('a script that fails is told, with what it printed', async () => {
  expect(await act(failing!)).toMatchObject({
    result: 'failed',
    output: expect.stringContaining('no such container') as string,
  });
});

test('a script that takes too long is of unknown outcome', async () => {
  expect(await act(slow!, { timeout: 2 })).toMatchObject({ result: 'unknown' });
});

test.runIf(hasInput)('from 7.0 on a script is told the container, and a token will do', async () => {
  const outcome = await act(asking!, { input: '{container}', zabbix: client });
  expect(outcome).toMatchObject({ result: 'done', output: expect.stringContaining('restarted mx-1') as string });
});

test.runIf(hasInput)('what the script’s own rule for input refuses does not run', async () => {
  const outcome = await act(asking!, { input: '{container}' }, 'MX_1');
  expect(outcome).toMatchObject({ result: 'failed', output: expect.stringContaining('failed validation') as string });
});

test.runIf(!hasInput)('before 7.0 a token is told to be of no use here', async () => {
  const outcome = await act(counting!, { zabbix: client });
  expect([outcome.result, outcome.output]).toEqual(['failed', expect.stringContaining('give `zabbix` a `user`')]);
});
