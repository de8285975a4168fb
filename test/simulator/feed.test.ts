import { afterEach, describe, expect, it } from 'vitest';
import { advance, firstState } from '../../scripts/simulator/behaviour.ts';
import type { InstallationState } from '../../scripts/simulator/behaviour.ts';
import { Feed } from '../../scripts/simulator/feed.ts';
import { linesOf } from '../../scripts/simulator/lines.ts';
import { troubleAt } from '../../scripts/simulator/trouble.ts';
import { parseTrapperNode } from '../../src/zabbix/trapper-node.ts';
import type { WireValue } from '../zabbix/tiny-trapper.ts';
import { TinyTrapper } from '../zabbix/tiny-trapper.ts';
import { fault, small } from './small-installation.ts';

const start = 1_700_000_000;
const lines = linesOf(small);
const known = lines.map(({ host, key }) => `${host}/${key}`);
const open: TinyTrapper[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function feeding(
  items: readonly string[] = known,
): Promise<{ zabbix: TinyTrapper; feed: Feed; said: string[]; node: string }> {
  const zabbix = new TinyTrapper(items);
  open.push(zabbix);
  const node = await zabbix.listen();
  const said: string[] = [];
  return { zabbix, feed: new Feed(lines, parseTrapperNode(node), (line) => said.push(line)), said, node };
}

function stateAt(at: number, words: readonly string[] = []): InstallationState {
  const faults = words.map((line) => ({ fault: fault(line), since: start }));
  const trouble = troubleAt(small, faults, { at, hopDelay: 1 });
  return advance(small, firstState(small, 1, start), { seed: 1, at, trouble });
}

const keysOf = (values: readonly WireValue[] | undefined): string[] => values!.map(({ host, key }) => `${host}/${key}`);

describe('a feed', () => {
  it('sends every item at first, with the tick as clock and growing ns', async () => {
    const { zabbix, feed } = await feeding();
    await feed.offer(stateAt(start + 0.25));
    const [values] = zabbix.requests;
    expect(keysOf(values)).toEqual(known);
    expect(values!.every(({ clock }) => clock === start)).toBe(true);
    expect(values!.map(({ ns }) => ns)).toEqual(known.map((_, place) => 250_000_000 + place));
    expect(values!.find(({ key }) => key === 'docker.container_info.state.running["/db-1"]')?.value).toBe('1');
    expect(values!.find(({ key }) => key === 'mail.limit.cpu[db-1]')?.value).toMatch(/^[124]$/);
  });

  it('sends facts again once a minute or when they change, and the rest at every tick', async () => {
    const { zabbix, feed } = await feeding();
    for (const [seconds, words] of [
      [0, []],
      [10, []],
      [20, ['kill db-1']],
      [60, ['kill db-1']],
    ] as const)
      await feed.offer(stateAt(start + seconds, words));
    const facts = zabbix.requests.map((values) =>
      values.filter(({ key }) => /exitcode|image|limit|role/.test(key)).map(({ key }) => key),
    );
    expect(facts[1]).toEqual([]);
    expect(facts[2]).toEqual(['docker.container_info.state.exitcode["/db-1"]', 'mail.role[db-2]']);
    expect(facts[3]).toHaveLength(facts[0]!.length - 1);
    expect(zabbix.requests[1]!.some(({ key }) => key === 'docker.container_info.state.running["/db-1"]')).toBe(true);
  });

  it('sends nothing of a stopped process but that it is stopped, and nothing at all of one that vanished', async () => {
    const { zabbix, feed } = await feeding();
    await feed.offer(stateAt(start + 10, ['kill db-1', 'vanish db-2']));
    const about = (name: string): string[] =>
      zabbix.requests[0]!.filter(({ key }) => key.includes(name)).map(
        ({ key, value }) => `${key.split(/[[.]/).slice(-2)[0] ?? ''}=${value}`,
      );
    expect(about('/db-1')).toContain('running=0');
    expect(about('/db-1')).toContain('exitcode=137');
    expect(zabbix.requests[0]!.filter(({ key }) => /^mail\.(?!limit).*\[db-1\]/.test(key))).toEqual([]);
    expect(about('db-2')).toEqual([]);
  });

  it.each([
    ['server-unreachable one', '0'],
    ['agent-silent one', '1'],
  ])('with %s sends of that server only what is known from outside', async (words, ping) => {
    const { zabbix, feed } = await feeding();
    await feed.offer(stateAt(start + 10, [words]));
    const ofServer = zabbix.requests[0]!.filter(({ host }) => host === 'mail-one');
    expect(ofServer.map(({ key }) => key)).toEqual([
      'zabbix[host,agent,available]',
      'icmpping',
      'icmppingloss',
      'icmppingsec',
    ]);
    expect(ofServer.slice(0, 2).map(({ value }) => value)).toEqual(['0', ping]);
    expect(zabbix.requests[0]!.filter(({ host }) => host === 'mail-two').length).toBeGreaterThan(30);
  });

  it('says once that Zabbix is away, goes on, and sends everything when it is back', async () => {
    const { zabbix, feed, said, node } = await feeding();
    await feed.offer(stateAt(start));
    await zabbix.close();
    await feed.offer(stateAt(start + 10));
    await feed.offer(stateAt(start + 20));
    await zabbix.listen(Number(node.split(':')[1]));
    await feed.offer(stateAt(start + 30));
    expect(said.map((line) => line.replace(/127\.0\.0\.1:\d+/, 'HERE').slice(0, 50))).toEqual([
      "Zabbix's trapper at HERE refused the connection (E",
      'The trapper at HERE takes values again.',
    ]);
    expect(keysOf(zabbix.requests[1])).toEqual(known);
  });

  it('gives up all but the newest of the ticks that wait for a slow trapper', async () => {
    const { zabbix, feed } = await feeding();
    await Promise.all([0, 10, 20, 30].map((seconds) => feed.offer(stateAt(start + seconds))));
    expect(zabbix.requests.map((values) => values[0]?.clock)).toEqual([start, start + 30]);
    expect(feed.summary()).toMatch(/^2 ticks, .* 2 ticks given up/);
  });

  it('sends facts again while Zabbix does not know all items, and says so once', async () => {
    const { zabbix, feed, said } = await feeding(known.slice(1));
    await feed.offer(stateAt(start));
    expect(feed.isRefused).toBe(true);
    await feed.offer(stateAt(start + 1));
    zabbix.known.add(known[0]!);
    await feed.offer(stateAt(start + 2));
    expect(feed.isRefused).toBe(false);
    expect(zabbix.requests.map((values) => values.length)).toEqual([known.length, known.length, known.length]);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/does not know 1 of \d+ items yet/);
  });
});
