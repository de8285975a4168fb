import { describe, expect, it } from 'vitest';

import { itemKeys } from '../../src/domain/item-keys.ts';
import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail, name: Corporate mail }
  subsystems:
    calendar: { name: Calendar, pods: [api, db], functions: { read: { name: Read events }, write: { name: Write events } } }
    users: { name: User base, pods: [user-db], functions: { find: { name: Find people } } }
  pods:
    api: { name: Calendar API, kind: stateless, calls: [user-db], containers: "api-{replica}" }
    db: { name: Calendar store, kind: all, containers: "db-{replica}" }
    user-db: { name: User store, kind: stateless, containers: "user-db-{replica}", action: { advice: restart, text: "Restart it;\\n then check" } }
  servers: { vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } } }, vm-02: { name: mail-vm-02 }, vm-03: }
  containers:
    - { name: api-1, server: vm-01 }
    - { name: api-2, server: vm-02 }
    - { name: db-1, server: vm-01, disks: [data1] }
    - { name: user-db-1, server: vm-02 }
    - { name: user-db-2, server: vm-02 }
    - { name: user-db-3, server: vm-03 }
  rules: { status: { for: 0s }, diskUsed: { above: 97%, for: 0s } }
`);
const [api1, api2, db1] = ['container/vm-01/api-1', 'container/vm-02/api-2', 'container/vm-01/db-1'];
const users = ['container/vm-02/user-db-1', 'container/vm-02/user-db-2', 'container/vm-03/user-db-3'] as const;
const all = [api1, api2, db1, ...users];
const exited = { status: 'exited' };

function site(): Site {
  const running = new Site(world).allSay(all, { status: 'running' });
  running.cycle();
  return running;
}

/** The summary that a running site tells next, line by line: what is not told again is not there. */
function linesOf(...evaluations: readonly Evaluation[]): readonly string[] {
  const told = evaluations.flatMap(({ commands }) => commands.map(({ value }) => value));
  const text = told.findLast(({ key }) => key === itemKeys.summary)?.value ?? '';
  return String(text).split('\n');
}

describe('the summary for the dashboard', () => {
  it('says that all is well, and of how much there are data', () => {
    const running = site();
    const lines = linesOf(running.cycle(), running.cycle());
    expect(lines[0]).toBe('Corporate mail: ALL WELL. No incident is open.');
    expect(lines[1]).toBe('Subsystems: 2 of 2 work.');
    expect(lines[2]).toBe('Functions for users: 3 of 3 available.');
    expect(lines[3]).toBe('Reserve: 2 of 3 pods bear at least 1 more failure; none by design: Calendar store.');
    expect(lines.at(-1)).toMatch(
      /^As of 20\d\d-\d\d-\d\d \d\d:\d\d UTC, with data of 6 of 6 containers and 3 of 3 servers\./,
    );
  });

  it('names the root, what users lose, the reserve and what to do of an outage', () => {
    const lines = linesOf(site().says('disk/vm-01/data1', { used: 99 }).cycle());
    expect(lines[0]).toMatch(/^Corporate mail is DOWN since \d\d:\d\d UTC\.$/);
    expect(lines[1]).toBe('Subsystems: 1 of 2 work; DOWN: Calendar (incident 1).');
    expect(lines[2]).toBe(
      'Functions for users: 1 of 3 available; LOST: Read events (incident 1), Write events (incident 1).',
    );
    expect(lines[5]).toMatch(/^1\. OUTAGE: Calendar is down; began \d\d:\d\d UTC$/);
    expect(lines.slice(6, 10)).toEqual([
      '   Root cause: disk /data1 on mail-vm-01 is full (99 %) (explains 1 more container in trouble)',
      '   Users lose: Read events, Write events',
      '   Reserve:    none, it is down: act now',
      '   To do:      Free disk space',
    ]);
  });

  it('says how many more failures can be borne, with the advice of the model in one line', () => {
    const lines = linesOf(site().says(users[0], exited).cycle());
    expect(lines[0]).toBe('Corporate mail works; something has failed, and there is reserve for it.');
    expect(lines[5]).toMatch(/^1\. WARNING: User base \(User store\) is working on reserve; began/);
    expect(lines.slice(7, 10)).toEqual([
      '   Users lose: nothing',
      '   Reserve:    1 more failure in User store (left: user-db-2 on mail-vm-02, user-db-3 on vm-03) can be borne before an outage',
      '   To do:      Restart it; then check',
    ]);
  });

  it('names what must not fail next where no reserve is left', () => {
    const lines = linesOf(site().says(users[0], exited).says(users[2], exited).cycle());
    expect(lines[0]).toBe('Corporate mail works WITHOUT RESERVE: one more failure in User store may be an outage.');
    expect(lines.slice(7, 9)).toEqual([
      '   Users lose: nothing yet',
      '   Reserve:    none left: one more failure in User store (left: user-db-2 on mail-vm-02) may be an outage, act soon',
    ]);
  });

  it('ranks incidents, the worst first', () => {
    const lines = linesOf(site().says(users[0], exited).says(db1, exited).cycle());
    expect(lines.filter((line) => /^\d\./.test(line))).toEqual([
      expect.stringMatching(/^1\. OUTAGE: Calendar is down/),
      expect.stringMatching(/^2\. WARNING: User base \(User store\) is working on reserve/),
    ]);
  });

  it('never shows as working what it has no data of', () => {
    const lines = linesOf(
      site()
        .silence(...all)
        .run(600),
    );
    expect(lines[0]).toBe('Corporate mail: state UNKNOWN, since data are missing.');
    expect(lines[1]).toBe('Subsystems: 0 of 2 work; unknown: Calendar, User base.');
    expect(lines[2]).toBe('Functions for users: 0 of 3 available; unknown: Read events, Write events, Find people.');
    expect(lines.at(-1)).toContain('with data of 0 of 6 containers');
  });

  it('does not call all well while one replica was never seen, though the system works', () => {
    const lines = linesOf(new Site(world).allSay([api1, db1, ...users], { status: 'running' }).cycle());
    expect(lines[0]).toBe('Corporate mail works as far as can be seen, but NOT ALL OF IT IS VISIBLE.');
  });

  it('says what ended last while that is remembered, with its root and when', () => {
    const running = site().says(users[0], exited);
    running.cycle();
    const lines = linesOf(running.says(users[0], { status: 'running' }).run(300));
    expect(lines[0]).toMatch(
      /^Corporate mail: ALL WELL\. No incident is open; the last one ended \d\d:\d\d UTC \(root: user-db-1 on mail-vm-02\)\.$/,
    );
  });

  it('explains each subsystem and pod that incidents touch, by their ranks', () => {
    const lines = linesOf(site().says(users[0], exited).says(db1, exited).cycle());
    expect(lines[1]).toBe(
      'Subsystems: 1 of 2 work; DOWN: Calendar (incident 1); working on reserve: User base (incident 2).',
    );
    expect(lines[3]).toBe('Reserve: 2 of 3 pods bear at least 1 more failure; DOWN: Calendar store (incident 1).');
  });

  it('tells reserve that is gone by an incident from reserve that never was', () => {
    const lines = linesOf(site().says(api1, exited).cycle());
    expect(lines[1]).toBe('Subsystems: 2 of 2 work; working WITHOUT RESERVE: Calendar (incident 1).');
    expect(lines[3]).toBe(
      'Reserve: 1 of 3 pods bear at least 1 more failure; NONE LEFT: Calendar API (incident 1); none by design: Calendar store.',
    );
  });

  it('says by which incident functions are impaired', () => {
    const lines = linesOf(
      site()
        .allSay([...users], exited)
        .cycle(),
    );
    expect(lines[2]).toBe(
      'Functions for users: 0 of 3 available; LOST: Find people (incident 1); impaired, since they use what is down: 2 (incident 1).',
    );
  });

  it('gives no reserve to what nobody sees', () => {
    const running = site();
    const lines = linesOf(running.cycle(), running.silence(...all).run(600));
    expect(lines[3]).toBe(
      'Reserve: 0 of 3 pods bear at least 1 more failure; not known: Calendar API, Calendar store, User store.',
    );
  });

  it('an outage by plan is called one', () => {
    const running = site().says('server/vm-01', { maintenance: 1 });
    running.cycle();
    const lines = linesOf(running.says(db1, exited).cycle());
    expect(lines[0]).toMatch(/^Corporate mail is down, as planned, since/);
    expect(lines[5]).toMatch(/^1\. PLANNED: /);
    expect(lines[8]).toBe('   Reserve:    none while the planned work lasts');
  });
});
