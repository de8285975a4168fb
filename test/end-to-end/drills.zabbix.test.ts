import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Result } from '../../src/domain/result.ts';
import { eventually } from '../support/eventually.ts';
import { LinchpinAtWork } from './linchpin-at-work.ts';
import { QuickStart } from './quick-start.ts';
import { isOldForm } from '../support/real-zabbix.ts';
import { ZabbixEyes } from '../support/zabbix-eyes.ts';
import type { SeenProblem } from '../support/zabbix-eyes.ts';

const host = 'Linchpin mail';
const onOld = await isOldForm();
const work = new LinchpinAtWork();
let zabbix: ZabbixEyes;

/** What Linchpin says of the installation; that a busy machine can't keep to a cycle every 2 s is no part of a drill. */
async function shown(): Promise<readonly SeenProblem[]> {
  const problems = await zabbix.problems(host);
  return problems.filter(({ name }) => !name.startsWith("Linchpin can't keep to its timetable"));
}

/** The problems of incident slots: Linchpin's ranked incidents as Zabbix shows them. */
async function incidents(): Promise<readonly SeenProblem[]> {
  const problems = await shown();
  return problems.filter(({ tags }) => tags['component'] === 'incident');
}

async function severityOf(key: string): Promise<string | undefined> {
  return zabbix.value(host, key);
}

async function allOk(): Promise<void> {
  await eventually('Zabbix shows no problem on the host of Linchpin', shown, (open) => open.length === 0);
  const severities = await eventually(
    'every severity item is back at 0',
    () => zabbix.values(host, 'linchpin.'),
    (values) => [...values].every(([key, value]) => !key.includes('severity') || value === '0'),
  );
  expect(severities.get('linchpin.system.state')).toBe('1');
}

beforeAll(async () => {
  zabbix = ZabbixEyes.open();
  await work.start();
  await eventually(
    'the system is seen to work in Zabbix',
    () => zabbix.value(host, 'linchpin.system.state'),
    (state) => state === '1',
  );
}, 600_000);

afterAll(async () => {
  await work.stop();
}, 240_000);

// Each drill begins with an installation that is well, whatever the one before left behind.
beforeEach(async () => {
  await work.tell('repair');
  await allOk();
}, 240_000);

// The first on both, each of the others on one of the two.
describe('drills on the simulated mail installation', () => {
  test('a lost replica of a triple is at risk, the loss of its majority an outage, and repair clears both', async () => {
    await work.tell('kill', 'tnt-mailbox-1-1');
    const [atRisk] = await eventually(
      'one Average problem names the lost replica',
      incidents,
      (open) => open.length === 1,
    );
    expect(atRisk).toMatchObject({ severity: 3 });
    expect(atRisk?.name).toMatch(
      /^Storage \(Mailbox database\) has no reserve left: tnt-mailbox-1-1 on mail-vm-\d\d is not running$/,
    );
    expect(await severityOf('linchpin.pod.severity[mailbox-db]')).toBe('3');
    expect(await severityOf('linchpin.system.state')).toBe('1');

    await work.tell('kill', 'tnt-mailbox-1-2');
    const [outage] = await eventually(
      'the loss of the majority is one Disaster',
      incidents,
      (open) => open.length === 1 && open[0]?.severity === 5,
    );
    expect(outage?.name).toMatch(/^Storage is down: Mailbox database \(2 containers\) is not running$/);
    const problems = await eventually(
      'the outage of the system is a problem too',
      shown,
      (open) => open.filter(({ severity }) => severity > 0).length === 2,
    );
    // Beside them only the quiet notices by which services and maps know what is down.
    expect(problems.map(({ severity }) => severity).filter((severity) => severity > 0)).toEqual([5, 5]);
    expect(await severityOf('linchpin.subsystem.state[storage]')).toBe('0');

    await work.tell('repair');
    await allOk();
  });

  test.runIf(onOld)('a lost member of five is a warning that reserve covers', async () => {
    await work.tell('kill', 'etcd-mailbox-1');
    const [covered] = await eventually('one Warning names the lost member', incidents, (open) => open.length === 1);
    expect(covered).toMatchObject({ severity: 2 });
    expect(covered?.name).toMatch(
      /^Storage \([^)]+\) is working on reserve: etcd-mailbox-1 on mail-vm-\d\d is not running$/,
    );
  });

  test.runIf(onOld)('a full disk under many containers is one incident whose root is the disk', async () => {
    await work.tell('disk-full', 'vm-07', 'data1', '98');
    const [full] = await eventually(
      'one Disaster names the disk',
      incidents,
      (open) => open.length === 1 && open[0]?.severity === 5,
    );
    expect(full?.name).toBe('Storage is down: disk /data1 on mail-vm-07 is full (98 %)');
    expect(full?.tags['linchpin.node']).toBe('disk/vm-07/data1');
    expect(await severityOf('linchpin.functions.lost')).toBe('Read mailboxes not yet moved');
  });

  test.runIf(!onOld)(
    'errors in storage and all its callers are one incident; a caller that fails on becomes the root',
    async () => {
      await work.tell('errors', 'mailbox-db');
      await work.tell('errors-only', 'mailbox-api');
      const result = await eventually(
        'exactly one incident is open, its root is the database, and its callers are symptoms',
        async () => JSON.parse((await work.linchpin('status', '--json')).stdout) as Result,
        ({ incidents: open }) =>
          open.filter(({ state }) => state === 'open').length === 1 &&
          open[0]?.root === 'pod/mailbox-db' &&
          open[0].symptoms.some((id) => id.includes('/mailbox-api-')) &&
          open[0].symptoms.length > 100,
      );
      expect(result.containers.filter(({ maskedBy }) => maskedBy !== undefined).length).toBeGreaterThan(100);
      const [root] = await eventually('Zabbix shows just that one', incidents, (open) => open.length === 1);
      expect(root).toMatchObject({ severity: 5 });
      expect(root?.name).toMatch(/^Storage is down: Mailbox database \(\d+ containers\) has growing errors/);

      await work.tell('repair', 'mailbox-db');
      const [caller] = await eventually(
        'the caller that still fails is the root now',
        incidents,
        (open) => open.length === 1 && open[0]?.tags['linchpin.node'] === 'pod/mailbox-api',
      );
      expect(caller?.name).toMatch(/^Storage is down: Mailbox API \(\d+ containers\) has growing errors/);
    },
  );

  test.runIf(!onOld)(
    'a silent agent is one unseen incident, and nothing on its server is shown as working',
    async () => {
      await work.tell('agent-silent', 'vm-13');
      const [unseen] = await eventually(
        'one Average problem says what cannot be seen',
        incidents,
        (open) => open.length === 1,
      );
      expect(unseen).toMatchObject({ severity: 3 });
      expect(unseen?.name).toBe('Not visible: mail-vm-13 sends no data; nobody can tell how it is');
      const status = JSON.parse((await work.linchpin('status', '--json', '--all')).stdout) as Result;
      const onServer = status.containers.filter(({ id }) => id.startsWith('container/vm-13/'));
      expect(onServer.length).toBeGreaterThan(90);
      expect(new Set(onServer.map(({ state }) => state))).toEqual(new Set(['unknown']));
    },
  );

  test.runIf(!onOld)('a server that does not answer its ping is one incident with the server as root', async () => {
    await work.tell('server-unreachable', 'vm-13');
    const [down] = await eventually(
      'one incident names the server',
      incidents,
      (open) => open.length === 1 && open[0]?.tags['linchpin.node'] === 'server/vm-13',
    );
    expect(down?.name).toMatch(/mail-vm-13 does not answer$/);
  });

  test.runIf(onOld)(
    'the quick start goes from nothing to the first severities in Zabbix, as its page says it',
    async () => {
      const quickStart = new QuickStart();
      try {
        const went = await quickStart.run();
        expect(went.filter(({ status }) => status !== 0)).toEqual([]);
        process.stdout.write(
          `quick start: ${went.map(({ command, seconds }) => `${command}: ${seconds.toFixed(1)} s`).join('; ')}\n`,
        );
        const severities = await eventually(
          'every pod has a severity in Zabbix',
          () => zabbix.values(quickStart.host, 'linchpin.pod.severity'),
          ({ size }) => size > 100,
        );
        expect(new Set(severities.values())).toEqual(new Set(['0']));
        expect(await zabbix.value(quickStart.host, 'linchpin.system.state')).toBe('1');
      } finally {
        await quickStart.remove();
      }
    },
  );
});
