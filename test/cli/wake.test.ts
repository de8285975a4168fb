import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandFolder } from '../support/command.ts';
import { CommandSite } from '../support/command-site.ts';
import { Daemon } from '../support/daemon.ts';
import { eventually } from '../support/eventually.ts';
import type { FakeZabbix } from '../support/fake-zabbix.ts';
import type { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

const token = 'd'.repeat(32);

let site: CommandSite;
let folder: CommandFolder;
let fake: FakeZabbix;
let zabbix: ZabbixOfMail;
let daemon: Daemon;
let url: string;

function environment(): NodeJS.ProcessEnv {
  return {
    ...site.environment,
    LINCHPIN_SCHEDULE_EVERY: '1h',
    LINCHPIN_WAKE_TOKEN: token,
    LINCHPIN_WAKE_DEBOUNCE: '0s',
    LINCHPIN_WAKE_AT_MOST: '2/min',
    LINCHPIN_HTTP_LISTEN: '127.0.0.1:0',
    LINCHPIN_HTTP_PUBLIC_URL: 'http://127.0.0.1/',
  };
}

const cycles = (): number => zabbix.sent('linchpin.heartbeat').length;

async function wake(given: string): Promise<number> {
  const headers = { authorization: `Bearer ${given}` };
  return (await fetch(`${url}/api/v1/wake`, { method: 'POST', headers })).status;
}

const readiness = async (): Promise<{ readonly ready: boolean; readonly failing: readonly string[] }> =>
  (await (await fetch(`${url}/readyz`)).json()) as { readonly ready: boolean; readonly failing: readonly string[] };

beforeEach(async () => {
  site = await CommandSite.start();
  ({ folder, fake, zabbix } = site);
  site.bothRun();
  daemon = new Daemon(folder.start(['run'], environment()));
  await daemon.until(() => cycles() === 1, 'the first cycle');
  url = `http://127.0.0.1:${String(daemon.log.find(({ msg }) => msg === 'linchpin serves HTTP')?.['port'])}`;
});
afterEach(async () => {
  await daemon.kill();
  await site.stop();
});

it('the right token wakes a cycle, a wrong one none, and the token is not logged', async () => {
  expect(await wake('wrong')).toBe(401);
  expect(await wake(token)).toBe(202);
  await daemon.until(() => cycles() === 2, 'the woken cycle');
  const { stderr } = await daemon.stop();
  expect(cycles()).toBe(2);
  expect(stderr).not.toContain(token);
});

it('a storm of hints gives no more cycles than `wake.atMost`', async () => {
  const isTold = (): boolean => daemon.log.some(({ msg }) => String(msg).includes('more hints than'));
  for (let count = 0; count < 300 || !isTold(); count += 1) await wake(token);
  await daemon.until(() => cycles() === 3, 'the woken cycles');
  expect((await daemon.stop()).status).toBe(0);
  // The first one, by the timetable, and two that were woken.
  expect(cycles()).toBe(3);
});

it('is ready once a cycle has gone well, and no more when Zabbix does not answer', async () => {
  await eventually('it is ready', readiness, (answer) => answer.ready);
  fake.fault = () => ({ kind: 'drop' });
  await wake(token);
  const answer = await eventually('it is not ready', readiness, ({ ready }) => !ready);
  expect(answer.failing).toEqual(['zabbix']);
});

it('a port that is taken ends the second one with 2 and says what to do', async () => {
  const listen = new URL(url).host;
  const { status, stderr } = await folder.run(['run'], { ...environment(), LINCHPIN_HTTP_LISTEN: listen });
  expect(status).toBe(2);
  expect(stderr).toContain(`can't listen at ${listen}`);
});
