import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommandFolder } from '../support/command.ts';
import { Daemon } from '../support/daemon.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
import { smallModel } from '../support/small-model.ts';
import { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let cluster: PostgresCluster;
let daemon: Daemon | undefined;

beforeEach(async () => {
  cluster = await PostgresCluster.make();
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
  folder.write('model/mail.yaml', smallModel);
  fake = await FakeZabbix.start();
  zabbix = new ZabbixOfMail(fake);
  zabbix.provision();
  for (const number of [1, 2]) zabbix.sees(`mail-vm-${number}`, `storage-${number}`, 1);
});
afterEach(async () => {
  await daemon?.kill();
  await fake.stop();
  await cluster.remove();
  folder.remove();
});

it('a daemon waits for PostgreSQL, goes on when it comes again, and never shows its password', async () => {
  const database = await cluster.makeDatabase();
  const environment = {
    ZABBIX_URL: fake.url,
    ZABBIX_TOKEN: fake.token,
    LINCHPIN_ZABBIX_TRAPPER: fake.trapper,
    LINCHPIN_STORE_POSTGRES_URL: cluster.url(database),
    LINCHPIN_MODEL: 'model',
    LINCHPIN_SCHEDULE_EVERY: '1s',
    LINCHPIN_SCHEDULE_JITTER: '0s',
    LINCHPIN_LOG_LEVEL: 'debug',
  };
  await cluster.stop();
  daemon = new Daemon(folder.start(['run'], environment));
  const running = daemon;
  const beats = (): number => zabbix.sent('linchpin.heartbeat').length;
  await running.says('cannot be reached; waiting');
  await cluster.start();
  await running.until(() => beats() > 1, 'heartbeats');
  expect((await folder.run(['status'], environment)).stdout).toContain('Corporate mail');

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
