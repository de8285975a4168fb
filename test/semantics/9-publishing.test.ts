import { describe, expect, it } from 'vitest';

import { itemKeys, slotParts } from '../../src/domain/item-keys.ts';
import { freeSlot } from '../../src/domain/slot-problem.ts';
import type { OutgoingValue } from '../../src/domain/zabbix.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { incidentAt, rootsIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { name: Mail, pods: [api, db], functions: { read: { name: Read mail } } } }
  pods:
    api: { kind: stateless, calls: [db], containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
  servers: { vm-01: { disks: { data1: } } }
  containers: [{ name: api-1, server: vm-01 }, { name: api-2, server: vm-01 }, { name: db-1, server: vm-01, disks: [data1] }]
  rules: { status: { for: 0s } }
`);
const [api1, api2, db1] = ['container/vm-01/api-1', 'container/vm-01/api-2', 'container/vm-01/db-1'];
const disk = 'disk/vm-01/data1';

function site(own = world): Site {
  return new Site(own).allSay([api1, api2, db1], { status: 'running' }).begun();
}

const sent = ({ commands }: Evaluation): readonly OutgoingValue[] => commands.map(({ value }) => value);
const keys = (evaluation: Evaluation): readonly string[] => sent(evaluation).map(({ key }) => key);
const valuesOf = (evaluation: Evaluation, key: string): readonly (string | number)[] =>
  sent(evaluation)
    .filter((value) => value.key === key)
    .map(({ value }) => value);

/** What Zabbix would show after some cycles: the newest value of each item. */
function shownBy(...evaluations: readonly Evaluation[]): ReadonlyMap<string, string | number> {
  return new Map(evaluations.flatMap(sent).map(({ key, value }) => [key, value]));
}

describe('publishing (semantics 9)', () => {
  it('tells at first everything: severities, states, discovery, slots and its own health', () => {
    const first = shownBy(new Site(world).allSay([api1, api2, db1], { status: 'running' }).cycle());
    expect(first.get(itemKeys.system('severity'))).toBe(0);
    expect(first.get(itemKeys.system('state'))).toBe(1);
    expect(first.get(itemKeys.subsystem('state', 'mail'))).toBe(1);
    expect(first.get(itemKeys.pod('reserve', 'api'))).toBe(1);
    expect(first.get(itemKeys.functionState('mail.read'))).toBe(1);
    expect(first.get(itemKeys.health)).toBe(1);
    expect(first.get(itemKeys.slot('severity', 50))).toBe(0);
    expect(String(first.get(itemKeys.discovery('pod')))).toContain('"{#ID}":"api"');
  });

  it('an outage stands while the system is unknown and ends when it is seen to work', () => {
    const running = site();
    const down = running.says(db1, { status: 'exited' }).cycle();
    expect(valuesOf(down, itemKeys.system('outage'))).toEqual([expect.stringContaining('Mail is down')]);
    const unknown = running.silence(api1, api2, db1).run(600);
    expect(unknown.result.systems[0]?.state).toBe('unknown');
    expect(valuesOf(unknown, itemKeys.system('outage')).filter((text) => text === '')).toEqual([]);
    const again = running.hear().says(db1, { status: 'running' }).cycle();
    expect(valuesOf(again, itemKeys.system('outage'))).toEqual(['']);
  });

  it('sends to the host of the system', () => {
    for (const { host } of sent(site().cycle())) expect(host).toBe('Linchpin mail');
  });

  it('tells nothing but the heartbeat, and each minute the summary with its time, while nothing changes', () => {
    const running = site();
    const told = [running.cycle(), running.cycle(), running.cycle(), running.cycle()].flatMap(keys).sort();
    const { heartbeat, summary } = itemKeys;
    expect(told).toEqual([heartbeat, heartbeat, heartbeat, heartbeat, summary, summary]);
  });

  it('tells the heartbeat in every cycle, with the time', () => {
    const running = site();
    for (let cycle = 0; cycle < 3; cycle++) {
      expect(valuesOf(running.cycle(), itemKeys.heartbeat)).toEqual([running.now]);
    }
  });

  it('tells only what changed', () => {
    const told = keys(site().says(api1, { status: 'exited' }).cycle());
    expect(told).toContain(itemKeys.pod('severity', 'api'));
    expect(told).toContain(itemKeys.slot('text', 1));
    expect(told).not.toContain(itemKeys.pod('severity', 'db'));
    expect(told).not.toContain(itemKeys.pod('state', 'api'));
    expect(told).not.toContain(itemKeys.slot('text', 2));
  });

  it('shows what was computed: severity, state, reserve and root cause of each level', () => {
    const shown = shownBy(site().says(db1, { status: 'exited' }).cycle());
    for (const key of [
      itemKeys.system('severity'),
      itemKeys.subsystem('severity', 'mail'),
      itemKeys.pod('severity', 'db'),
    ]) {
      expect(shown.get(key)).toBe(5);
    }
    expect(shown.get(itemKeys.system('state'))).toBe(0);
    expect(String(shown.get(itemKeys.system('rootcause')))).toContain('db-1');
    expect(shown.get(itemKeys.functionState('mail.read'))).toBe(0);
    expect(shown.get(itemKeys.functionsLost)).toBe('Read mail');
  });

  it('tells everything again every ten minutes', () => {
    const running = new Site(world).allSay([api1, api2, db1], { status: 'running' });
    const everything = keys(running.cycle()).length;
    const counts = Array.from({ length: 40 }, () => keys(running.cycle()).length);
    expect(counts.filter((count) => count > 2)).toEqual([everything, everything]);
    expect(counts.indexOf(everything)).toBe(19);
  });

  it('gives each value of a cycle a time of its own, growing in the order of sending', () => {
    const values = sent(site().says(db1, { status: 'exited' }).cycle());
    const times = values.map(({ clock, ns }) => BigInt(clock) * 1_000_000_000n + BigInt(ns));
    for (const [index, time] of times.entries()) if (index > 0) expect(time > times[index - 1]!).toBe(true);
    for (const { ns } of values) expect(ns).toBeLessThan(1e9);
  });

  it('tells Linchpin’s own health', () => {
    const running = site();
    const told = { leader: 'vm-1, process 7', observations: 12, stages: { read: 1.2345 }, staleness: 0.4 };
    const self = { cycleTime: 1.2345, outbox: 7, modelRefused: true, missed: 3, ...told };
    const evaluation = running.cycle({ self });
    expect(valuesOf(evaluation, itemKeys.cycleTime)).toEqual([1.235]);
    expect(valuesOf(evaluation, itemKeys.outbox)).toEqual([7]);
    expect(valuesOf(evaluation, itemKeys.cycleMissed)).toEqual([3]);
    expect(valuesOf(evaluation, itemKeys.modelRefused)).toEqual([1]);
    const [metrics] = valuesOf(evaluation, itemKeys.metrics);
    expect(JSON.parse(String(metrics))).toMatchObject({ ...told, stages: { read: 1.235 }, staleness: 0 });
  });

  it('tells how many incidents are open and how many nodes are in each state', () => {
    const self = {
      cycleTime: 1,
      outbox: 0,
      modelRefused: false,
      missed: 0,
      leader: 'vm-1',
      observations: 3,
      stages: {},
    };
    const evaluation = site().says(db1, { status: 'exited' }).cycle({ self });
    expect(JSON.parse(String(valuesOf(evaluation, itemKeys.metrics)[0]))).toMatchObject({
      incidents: { critical: 1, 'at-risk': 0, planned: 0 },
      nodes: {
        system: { working: 0, failed: 1 },
        container: { working: 2, failed: 1, unknown: 0, off: 0 },
        disk: { working: 0, failed: 0, unknown: 1 },
        function: { available: 0, lost: 1 },
      },
    });
  });

  it('tells that it is blind while the source is unseen', () => {
    const running = site();
    const last = running.now;
    running.silence(api1, api2, db1);
    let evaluation = running.cycle({ unreadableSince: last });
    while (running.now - last <= 180) evaluation = running.cycle({ unreadableSince: last });
    expect(valuesOf(evaluation, itemKeys.blind)).toEqual([1]);
    expect(valuesOf(running.hear().cycle(), itemKeys.blind)).toEqual([0]);
  });
});

describe('incident slots (semantics 9, contracts)', () => {
  const order = (evaluation: Evaluation, slot: number): readonly string[] =>
    keys(evaluation).filter((key) => key.startsWith('linchpin.incident.') && key.endsWith(`[${slot}]`));

  it('are told before the problem that they make is raised', () => {
    const evaluation = site().says(api1, { status: 'exited' }).cycle();
    expect(order(evaluation, 1)).toEqual([...slotParts.map((part) => itemKeys.slot(part, 1)), itemKeys.slotProblem(1)]);
    expect(String(valuesOf(evaluation, itemKeys.slotProblem(1))[0])).toContain('api-1');
  });

  it('keep an incident for its life, whatever its rank becomes', () => {
    const running = site().says(api1, { status: 'exited' });
    running.cycle();
    const evaluation = running.says(db1, { status: 'exited' }).cycle();
    expect(rootsIn(evaluation)).toEqual([db1, api1]);
    expect(order(evaluation, 1)).toEqual([]);
    expect(valuesOf(evaluation, itemKeys.slot('root', 2))).toEqual([db1]);
  });

  it('are cleared, and their problem with them, when the incident closes', () => {
    const running = site().says(disk, { healthy: 0 });
    running.cycle();
    const evaluation = running.says(disk, { healthy: 1 }).cycle();
    expect(valuesOf(evaluation, itemKeys.slotProblem(1))).toEqual([freeSlot]);
    expect(valuesOf(evaluation, itemKeys.slot('severity', 1))).toEqual([0]);
    expect(valuesOf(evaluation, itemKeys.slot('text', 1))).toEqual(['']);
  });

  it('that were just freed are taken last', () => {
    const running = site().says(disk, { healthy: 0 });
    running.cycle();
    const evaluation = running.says(disk, { healthy: 1 }).says(api1, { status: 'exited' }).cycle();
    expect(valuesOf(evaluation, itemKeys.slot('root', 2))).toEqual([api1]);
    expect(valuesOf(evaluation, itemKeys.slot('root', 1))).toEqual(['']);
  });

  it('close the problem and open it anew when the root changes', () => {
    const running = site().says(api1, { status: 'exited' });
    running.cycle();
    const evaluation = running.says(api2, { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, 'pod/api').id).toContain(api1);
    const [closed, opened, ...more] = valuesOf(evaluation, itemKeys.slotProblem(1));
    expect([closed, more]).toEqual([freeSlot, []]);
    expect(opened).toContain('pod/api');
  });

  it('close the problem and open it anew when the severity changes', () => {
    const running = site().says(api1, { status: 'exited' });
    expect(running.cycle().incidents.open).toMatchObject([{ root: api1, zabbixSeverity: 3 }]);
    running.says(api2, { health: 'unhealthy' }).cycle();
    const evaluation = running.cycle();
    expect(incidentAt(evaluation, api1).zabbixSeverity).toBe(5);
    expect(valuesOf(evaluation, itemKeys.slotProblem(1))).toEqual([freeSlot, expect.any(String)]);
  });

  it('tell a text that changed without closing the problem', () => {
    const running = site().says(disk, { used: 98 });
    running.run(120);
    const evaluation = running.says(disk, { used: 99 }).cycle();
    expect(order(evaluation, 1)).toEqual([itemKeys.slot('text', 1)]);
  });

  it('are fifty; the rest is counted', () => {
    const pods = Array.from({ length: 53 }, (_, index) => `p${index}`);
    const many = worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [${pods.join(', ')}] } }
      pods: { ${pods.map((pod) => `${pod}: { kind: stateless }`).join(', ')} }
      servers: { vm-01: }
      containers: [${pods.map((pod) => `{ name: ${pod}, server: vm-01, pod: ${pod} }`).join(', ')}]
      rules: { status: { for: 0s } }
    `);
    const running = new Site(many).allSay(
      pods.map((pod) => `container/vm-01/${pod}`),
      { status: 'exited' },
    );
    const first = running.cycle();
    expect(valuesOf(first, itemKeys.incidentsMore)).toEqual([3]);
    const slotted = Array.from({ length: 50 }, (_, slot) => valuesOf(first, itemKeys.slot('root', slot + 1))[0]);
    expect(new Set(slotted)).toEqual(new Set(first.incidents.open.slice(0, 50).map(({ root }) => root)));
    running.says(String(slotted[0]), { status: 'running' });
    expect(valuesOf(running.cycle(), itemKeys.incidentsMore)).toEqual([2]);
  });
});

describe('`publish.mode: observe` (contracts)', () => {
  it('computes and shows, and raises nothing above Information', () => {
    const running = site({ ...world, mode: 'observe' });
    const evaluation = running.says(db1, { status: 'exited' }).cycle();
    expect(incidentAt(evaluation, db1).zabbixSeverity).toBe(5);
    const shown = shownBy(evaluation);
    expect(shown.get(itemKeys.system('severity'))).toBe(1);
    expect(shown.get(itemKeys.pod('severity', 'db'))).toBe(1);
    expect(shown.get(itemKeys.slot('severity', 1))).toBe(1);
    expect(shown.get(itemKeys.pod('state', 'db'))).toBe(0);
    expect(shown.get(itemKeys.slot('root', 1))).toBe(db1);
  });
});
