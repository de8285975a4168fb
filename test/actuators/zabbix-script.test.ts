import { expect, onTestFinished, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { zabbixScript } from '../../src/actuators/zabbix-script.ts';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import type { Credentials } from '../../src/zabbix/client.ts';
import { ZabbixScripts } from '../../src/zabbix/script.ts';
import { actuateContract } from '../contract/actuate.contract.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { ApiFault } from '../support/fake-zabbix-fault.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';

const name = 'Restart container';

interface Script {
  readonly scope?: string;
  readonly type?: string;
  readonly manualinput?: string;
}

/** A Zabbix with a script that counts its runs; its answers are as measured on 6.0.14 and 7.0.22. */
async function zabbixWith(script: Script = {}, version = '7.0.22') {
  const zabbix = await FakeZabbix.start(version);
  const runs: Record<string, unknown>[] = [];
  const found = { scriptid: '7', name, type: '0', scope: '2', command: '/opt/restart {MANUALINPUT}', ...script };
  zabbix.methods.set('script.get', (_, { filter }) => ((filter as { name: string }).name === name ? [found] : []));
  zabbix.methods.set('host.get', (_, { filter }) =>
    (filter as { host: string }).host === 'mail-vm-01' ? [{ hostid: '10' }] : [],
  );
  zabbix.methods.set('script.execute', (_, params) => {
    runs.push(params);
    return { response: 'success', value: 'restarted\n', debug: [] };
  });
  return { zabbix, runs };
}

function actuatorOf(
  zabbix: FakeZabbix,
  how: {
    readonly credentials?: Credentials;
    readonly input?: string;
    readonly timeout?: number;
    readonly url?: string;
    readonly mayWrite?: () => void;
  } = {},
): Actuator {
  const { credentials = { kind: 'token', token: zabbix.token }, input, timeout = 5, url = zabbix.url, mayWrite } = how;
  const scripts = new ZabbixScripts(new ZabbixClient({ url, credentials, ...(mayWrite && { mayWrite }) }));
  const access = { scripts, script: name, host: '{host}', ...(input !== undefined && { input }) };
  return new Actuator(zabbixScript(access), {
    timeout,
    withoutSecrets: (text) => text.replaceAll(zabbix.token, '[secret]'),
  });
}

actuateContract('a script of Zabbix', {
  honoursKey: false,
  prepare: async () => {
    const { zabbix, runs } = await zabbixWith({ manualinput: '1' });
    return {
      connect: ({ timeout } = { timeout: 5 }) => actuatorOf(zabbix, { timeout, input: '{container}' }),
      connectNowhere: () => actuatorOf(zabbix, { url: 'http://127.0.0.1:1/', input: '{container}' }),
      order: orderOf(),
      hostile: orderOf({ targets: [containerTarget('mx-1; reboot')] }),
      done: () => runs.length,
      shown: 'script.execute of "Restart container" (script) on mail-vm-01 with the input "mx-1"',
      secret: zabbix.token,
      refuse: () => {
        zabbix.methods.set('script.execute', () => {
          throw new ApiFault(`cannot restart, said ${zabbix.token}`, -32500);
        });
      },
      beSilent: () => {
        zabbix.fault = ({ method }) => (method === 'script.execute' ? { kind: 'slow', ms: 60_000 } : undefined);
      },
      close: () => zabbix.stop(),
    };
  },
});

async function actOn(script: Script, how: Parameters<typeof actuatorOf>[1] = {}, version = '7.0.22') {
  const { zabbix, runs } = await zabbixWith(script, version);
  onTestFinished(() => zabbix.stop());
  return { zabbix, runs, act: () => actuatorOf(zabbix, how).act(orderOf(), endless) };
}

test('before 7.0 a token is not tried, since Zabbix breaks off on it', async () => {
  const { runs, act } = await actOn({}, {}, '6.0.14');
  expect((await act()).output).toContain('Zabbix 6.0.14 runs no scripts for an API token');
  expect(runs).toEqual([]);
});

test('before 7.0 a session does', async () => {
  const { zabbix, runs } = await zabbixWith({}, '6.0.14');
  onTestFinished(() => zabbix.stop());
  const credentials = { kind: 'password', user: 'linchpin', password: zabbix.password } as const;
  expect((await actuatorOf(zabbix, { credentials }).act(orderOf(), endless)).result).toBe('done');
  expect(runs).toEqual([{ scriptid: '7', hostid: '10' }]);
});

test('a script without manual input is not run where it should be told a container, since Zabbix ignores that in silence', async () => {
  const { runs, act } = await actOn({ manualinput: '0' }, { input: '{container}' });
  expect((await act()).output).toContain('takes no manual input, and the actuator `tried` has an `input`');
  expect(runs).toEqual([]);
});

test('a script with manual input is not run without', async () => {
  const { runs, act } = await actOn({ manualinput: '1' });
  expect((await act()).output).toContain('takes manual input, and the actuator `tried` has no `input`');
  expect(runs).toEqual([]);
});

test.each([
  ['of an action', { scope: '1' }],
  ['of an event', { scope: '4' }],
  ['that is a link', { type: '6' }],
])('a script %s is not taken for one of a host', async (_, script) => {
  const { runs, act } = await actOn(script);
  expect((await act()).output).toContain('is none that runs on a host by hand');
  expect(runs).toEqual([]);
});

test.each([
  ['Timeout while executing a shell script.', 'unknown'],
  ['Cannot read the response, check connection with the Zabbix server "127.0.0.1".', 'unknown'],
  ['Response timeout of 1 minute exceeded when connecting to Zabbix server "127.0.0.1".', 'unknown'],
  ['timed out while requesting remote command in active mode', 'unknown'],
  ['Connection to Zabbix server "127.0.0.1:10051" refused. Possible reasons:', 'failed'],
  ['Unknown host identifier.', 'failed'],
  ['Zabbix agent interface is not defined for host [mail-vm-01]', 'failed'],
])('where Zabbix says "%s" it is %s', async (said, result) => {
  const { zabbix, act } = await actOn({});
  zabbix.methods.set('script.execute', () => {
    throw new ApiFault(said, -32500);
  });
  expect(await act()).toMatchObject({ result });
});

test('a script or host that is not there is told', async () => {
  const { zabbix, act } = await actOn({});
  zabbix.methods.set('host.get', () => []);
  expect((await act()).output).toContain('no host with the technical name "mail-vm-01"');
  zabbix.methods.set('script.get', () => []);
  expect((await act()).output).toContain('Zabbix shows no script called "Restart container"');
});

test('nothing is run by who may not write any more, and that is no doubt', async () => {
  const { zabbix, runs } = await zabbixWith();
  onTestFinished(() => zabbix.stop());
  const mayWrite = (): never => {
    throw new LeadLostError();
  };
  const outcome = await actuatorOf(zabbix, { mayWrite }).act(orderOf(), endless);
  expect([outcome.result, runs]).toEqual(['failed', []]);
});
