import { afterEach, beforeEach, expect, it } from 'vitest';
import { PostgresSite } from '../support/postgres-site.ts';
import { smallModel } from '../support/small-model.ts';

let site: PostgresSite;

beforeEach(async () => {
  site = await PostgresSite.start(smallModel);
});
afterEach(() => site.stop());

it('a daemon waits for PostgreSQL, goes on when it comes again, and never shows its password', async () => {
  const { cluster, database } = site;
  const { folder, zabbix } = site.site;
  await cluster.stop();
  const running = site.run({ LINCHPIN_LOG_LEVEL: 'debug' });
  const beats = (): number => zabbix.sent('linchpin.heartbeat').length;
  await running.says('cannot be reached; waiting');
  await cluster.start();
  await running.until(() => beats() > 1, 'heartbeats');
  expect((await folder.run(['status'], { ...site.environment, LINCHPIN_LOG_LEVEL: 'debug' })).stdout).toContain(
    'Corporate mail',
  );

  await cluster.stop('killed');
  const times = (text: string): number => running.log.filter(({ msg }) => msg === text).length;
  await running.until(() => times('cannot be reached; waiting') === 2, 'trouble with the store');
  const before = beats();
  await cluster.start();
  await running.until(() => beats() > before + 1, 'heartbeats again');
  await running.says('works again');

  const { status, stdout, stderr } = await running.stop();
  expect(status).toBe(0);
  expect(stdout + stderr).toContain(`PostgreSQL database ${database} on 127.0.0.1:${cluster.port}`);
  expect(stdout + stderr).not.toMatch(/p ss:w@rd|p%20ss/);
});
