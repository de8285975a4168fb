import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import type { CommandFolder } from '../support/command.ts';
import type { Daemon } from '../support/daemon.ts';
import type { FakeZabbix, SentValue } from '../support/fake-zabbix.ts';
import type { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
import { PostgresSite } from '../support/postgres-site.ts';
import { smallModel } from '../support/small-model.ts';
import type { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

let site: PostgresSite;
let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let cluster: PostgresCluster;

beforeEach(async () => {
  site = await PostgresSite.start(`${smallModel}rules: { status: { for: 0s } }\n`);
  ({ cluster } = site);
  ({ folder, fake, zabbix } = site.site);
});
afterEach(() => site.stop());

/** Starts an instance and waits until it leads or stands by. */
async function instance(what: 'leads' | 'stands by'): Promise<Daemon> {
  const daemon = site.run();
  await daemon.says(says[what]);
  return daemon;
}

const says = { leads: 'this Linchpin leads', 'stands by': 'another Linchpin leads; this one stands by' };
const leads = (daemon: Daemon): boolean => daemon.log.findLast(({ msg }) => tells.has(msg))?.['msg'] === says.leads;
const tells = new Set<unknown>([...Object.values(says), 'another Linchpin has taken over; this one stands by']);
const beats = (): number => zabbix.sent('linchpin.heartbeat').length;

async function incident(): Promise<unknown> {
  const { stdout } = await folder.run(['status', '--json'], site.environment);
  const { incidents } = JSON.parse(stdout) as Result;
  return incidents.map(({ id, root, onset }) => ({ id, root, onset }));
}

/** Some of them leads after a while, and cycles go on. */
async function oneLeads(among: readonly Daemon[]): Promise<Daemon> {
  const [first] = among;
  await first!.until(() => among.some(leads), 'another one to lead');
  const before = beats();
  await first!.until(() => beats() > before + 1, 'heartbeats of the one who leads now');
  expect(among.filter(leads).length).toBe(1);
  return among.find(leads)!;
}

const timesOf = (values: readonly SentValue[]): readonly number[] =>
  values.map(({ clock = 0, ns = 0 }) => clock + ns / 1e9);

it('of three instances one leads; after a kill and after a SIGTERM another one does, and the incident stays what it was', async () => {
  const first = await instance('leads');
  const others = [await instance('stands by'), await instance('stands by')];
  zabbix.sees('mail-vm-1', 'storage-1', 0);
  await first.until(() => zabbix.sent('linchpin.incident.severity[1]').at(-1)?.value === '3', 'the incident in Zabbix');
  const known = await incident();
  expect(known).toMatchObject([{ root: 'container/vm-1/storage-1' }]);

  await first.kill();
  const second = await oneLeads(others);
  expect(await incident()).toEqual(known);

  expect((await second.stop()).status).toBe(0);
  const third = await oneLeads(others.filter((daemon) => daemon !== second));
  expect(await incident()).toEqual(known);

  // Whoever sent it: each value of an item later than the one before it.
  const times = timesOf(fake.sendings.flat().filter(({ key }) => key === 'linchpin.incident.text[1]'));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect((await third.stop()).status).toBe(0);
});

it('one that is paused while it sends writes nothing any more when it wakes up: another one has sent it all, with later times after it', async () => {
  const paused = await instance('leads');
  await paused.until(() => beats() > 0, 'a cycle');
  const standing = await instance('stands by');
  // More than goes out at once; each time another one.
  const before = Math.floor(Date.now() / 1000) - 100;
  let wake = (): void => undefined;
  const isPaused = new Promise<readonly SentValue[]>((resolve) => {
    fake.beforeAnswer = (values) => {
      if (values.length < 1000) return Promise.resolve();
      fake.beforeAnswer = () => Promise.resolve();
      paused.child.kill('SIGSTOP');
      resolve(values);
      return new Promise((answer) => (wake = () => answer(undefined)));
    };
  });
  await cluster.query(
    site.database,
    `insert into outbox (host, key, value, clock, ns)
     select 'Linchpin mail', 'linchpin.heartbeat', '1', ${before}, n from generate_series(1, 3500) as n`,
  );
  const interrupted = await isPaused;
  const sendings = fake.sendings.length;
  const left = await cluster.query(site.database, 'select key, clock::integer, ns from outbox order by sequence');
  expect(left.length).toBeGreaterThanOrEqual(3500);

  await standing.until(() => leads(standing), 'the other one to lead');
  // Once each: what is refused is looked for by sending some of it again.
  const byOther = (): readonly SentValue[] => [
    ...new Map(
      fake.sendings
        .slice(sendings)
        .flat()
        .map((value) => [`${value.key} ${value.clock} ${value.ns}`, value]),
    ).values(),
  ];
  const own = (): readonly SentValue[] => byOther().slice(left.length);
  await standing.until(() => own().length > 200, 'everything to be told again');
  // First what was left, with the times that it had; then its own, later than all before.
  const identities = (values: readonly SentValue[]): unknown =>
    values.map(({ key, clock, ns }) => ({ key, clock, ns }));
  expect(identities(byOther().slice(0, left.length))).toEqual(left);
  const lastOfBefore = Math.max(
    ...timesOf([...fake.sendings.slice(0, sendings).flat(), ...byOther().slice(0, left.length)]),
  );
  expect(Math.min(...timesOf(own()))).toBeGreaterThan(lastOfBefore);
  const told = new Set(own().map(({ key }) => key));
  expect([...new Set(fake.sendings[0]!.map(({ key }) => key))].filter((key) => !told.has(key))).toEqual([]);

  const sentUntilHere = fake.sendings.length;
  wake();
  paused.child.kill('SIGCONT');
  await paused.says('another Linchpin has taken over; this one stands by');
  const again = fake.sendings
    .slice(sentUntilHere)
    .flat()
    .filter(({ clock }) => clock === before);
  expect({ again, interrupted: interrupted.length }).toEqual({ again: [], interrupted: 1000 });
  expect(leads(standing)).toBe(true);

  await standing.kill();
  await oneLeads([paused]);
});
