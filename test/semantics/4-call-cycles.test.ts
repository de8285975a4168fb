import { describe, expect, it } from 'vitest';

import { worldOf } from '../support/installation.ts';
import { nodeIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const id = (pod: string, replica = 1): string => `container/vm-01/${pod}-${replica}`;
const [mailbox, calendar, auth, db] = [id('mailbox'), id('calendar'), id('auth'), id('db')];

type Pods = Readonly<Record<string, string>>;

/** mailbox calls calendar, calendar calls auth, auth calls mailbox and db. */
const ring: Pods = {
  mailbox: '{ kind: stateless, calls: [calendar], containers: "mailbox-{replica}" }',
  calendar: '{ kind: stateless, calls: [auth], containers: "calendar-{replica}" }',
  auth: '{ kind: stateless, calls: [mailbox, db], containers: "auth-{replica}" }',
  db: '{ kind: stateless, containers: "db-{replica}" }',
};

interface Shape {
  readonly pods?: Pods;
  readonly containers?: readonly string[];
  readonly defaults?: string;
  readonly unseen?: string;
}

/** A site with one subsystem, of which all has been seen to work once but for what is unseen. */
function site({ pods = ring, containers = [mailbox, calendar, auth, db], defaults = '{}', unseen }: Shape = {}): Site {
  const world = worldOf(`
    system: { id: mail }
    defaults: ${defaults}
    subsystems: { all: { pods: [${Object.keys(pods).join(', ')}] } }
    pods: { ${Object.entries(pods)
      .map(([pod, written]) => `${pod}: ${written}`)
      .join(', ')} }
    servers: { vm-01: }
    containers: [${containers.map((one) => `{ name: ${one.split('/')[2]!}, server: vm-01 }`).join(', ')}]
    rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10, recoverFor: 1d } }
  `);
  const running = new Site(world, 60);
  const seen = containers.filter((one) => one !== unseen);
  running.allSay(seen, { status: 'running', errors: 0 }).cycle();
  return running;
}

const grows = { errors: 1000 };
const exited = { status: 'exited' };

describe('growth in a call cycle (semantics 4.4)', () => {
  it('has failed where it began first, and masks the others', () => {
    const running = site().says(calendar, grows);
    running.run(120);
    running.says(mailbox, grows).run(120);
    const evaluation = running.says(auth, grows).cycle();
    expect(stateIn(evaluation, calendar)).toBe('failed');
    expect(nodeIn(evaluation, mailbox)).toMatchObject({ state: 'working', maskedBy: [calendar] });
    expect(nodeIn(evaluation, auth)).toMatchObject({ state: 'working', maskedBy: [calendar] });
  });

  it('has failed wherever it began within a poll interval of the first', () => {
    const running = site().says(calendar, grows);
    running.cycle();
    const evaluation = running.says(mailbox, grows).cycle();
    expect([stateIn(evaluation, calendar), stateIn(evaluation, mailbox)]).toEqual(['failed', 'failed']);
  });

  it('has failed only where it began first if `onsetTolerance` is nothing', () => {
    const running = site({ defaults: '{ onsetTolerance: 0s }' }).says(calendar, grows);
    running.cycle();
    const evaluation = running.says(mailbox, grows).cycle();
    expect([stateIn(evaluation, calendar), stateIn(evaluation, mailbox)]).toEqual(['failed', 'working']);
  });

  it('is masked by direct evidence in the cycle, also where it began before', () => {
    const running = site().says(mailbox, grows);
    running.run(600);
    const evaluation = running.says(calendar, exited).cycle();
    expect(nodeIn(evaluation, mailbox)).toMatchObject({ state: 'working', maskedBy: [calendar] });
  });

  it('is masked around the whole cycle by one pod with direct evidence', () => {
    const evaluation = site().allSay([mailbox, auth], grows).says(calendar, exited).cycle();
    expect(nodeIn(evaluation, auth)).toMatchObject({ state: 'working', maskedBy: [calendar] });
  });

  it('is masked by what the cycle calls outside', () => {
    const evaluation = site().allSay([mailbox, calendar, auth], grows).says(db, exited).cycle();
    for (const one of [mailbox, calendar, auth]) expect(nodeIn(evaluation, one)).toMatchObject({ maskedBy: [db] });
  });

  it('never masks what the cycle calls outside', () => {
    const running = site().allSay([mailbox, calendar, auth], grows);
    running.run(600);
    expect(stateIn(running.says(db, grows).cycle(), db)).toBe('failed');
  });

  it('is masked through an unknown pod of the cycle', () => {
    const running = site({ unseen: calendar }).says(auth, grows);
    running.run(600);
    const evaluation = running.says(mailbox, grows).cycle();
    expect(stateIn(evaluation, 'pod/calendar')).toBe('unknown');
    expect(nodeIn(evaluation, mailbox)).toMatchObject({ state: 'working', maskedBy: [auth] });
  });

  it('is not excused by what was standing in the cycle before', () => {
    const running = site().says(calendar, grows);
    running.run(7200);
    expect(stateIn(running.says(mailbox, grows).cycle(), mailbox)).toBe('failed');
  });
});

describe('a mask whose roots all lie in the own pod (semantics 4.5)', () => {
  const containers = [id('api', 1), id('api', 2), id('api', 3), id('queue')];
  const pods: Pods = {
    api: '{ kind: stateless, minReplicas: 3, calls: [queue], containers: "api-{replica}" }',
    queue: '{ kind: stateless, calls: [api], containers: "queue-{replica}" }',
  };

  it('does not hold: a pod is no symptom of its own replica', () => {
    const evaluation = site({ pods, containers })
      .says(id('api', 1), exited)
      .allSay([id('queue'), id('api', 2)], grows)
      .cycle();
    expect(nodeIn(evaluation, id('queue'))).toMatchObject({ state: 'working' });
    expect(stateIn(evaluation, id('api', 2))).toBe('failed');
  });

  it('holds as soon as one of the roots lies elsewhere', () => {
    const api = '{ kind: stateless, minReplicas: 3, calls: [queue, disks], containers: "api-{replica}" }';
    const disks = '{ kind: stateless, containers: "disks-{replica}" }';
    const running = site({ pods: { ...pods, api, disks }, containers: [...containers, id('disks')] });
    const evaluation = running
      .allSay([id('api', 1), id('disks')], exited)
      .allSay([id('queue'), id('api', 2)], grows)
      .cycle();
    expect(stateIn(evaluation, id('api', 2))).toBe('working');
  });
});

describe('pods that lean on each other without calling each other (semantics 4.3)', () => {
  /** web calls mailbox, whose subsystem holds search; search calls login, whose subsystem holds web. */
  const leaning = (searchCalls: string): Site => {
    const containers = ['web', 'login', 'mailbox', 'search'];
    const world = worldOf(`
      system: { id: mail }
      subsystems: { front: { pods: [web, login] }, store: { pods: [mailbox, search] } }
      pods:
        web: { kind: stateless, calls: [mailbox], containers: "web-{replica}" }
        login: { kind: stateless, containers: "login-{replica}" }
        mailbox: { kind: stateless, containers: "mailbox-{replica}" }
        search: { kind: stateless, calls: [${searchCalls}], containers: "search-{replica}" }
      servers: { vm-01: }
      containers: [${containers.map((pod) => `{ name: ${pod}-1, server: vm-01 }`).join(', ')}]
      rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 } }
    `);
    const running = new Site(world).allSay(
      containers.map((pod) => id(pod)),
      { status: 'running', errors: 0 },
    );
    running.cycle();
    return running.says(id('web'), grows);
  };

  it('are masked by the whole called subsystem while it does not lean back', () => {
    expect(stateIn(leaning('').says(id('search'), exited).cycle(), id('web'))).toBe('working');
  });

  it('are not masked by each other, since neither calls the other', () => {
    expect(stateIn(leaning('login').says(id('search'), exited).cycle(), id('web'))).toBe('failed');
  });

  it('are masked by what they call all the same', () => {
    expect(stateIn(leaning('login').says(id('mailbox'), exited).cycle(), id('web'))).toBe('working');
  });
});
