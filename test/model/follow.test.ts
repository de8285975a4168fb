import { describe, expect, it } from 'vitest';
import type { Discovered, TakenOver } from '../../src/domain/inventory.ts';
import { nothingTaken } from '../../src/domain/inventory.ts';
import { follow, type Followed } from '../../src/model/follow.ts';
import { lifetime } from '../../src/model/follow-grounds.ts';
import { completeModel, declareModel } from '../../src/model/read-model.ts';

const head = `
system: { id: mail }
subsystems: { all: { pods: [web, db] } }
`;
const pods = `
pods:
  web: { kind: stateless, containers: "web-{any}" }
  db: { kind: stateless, shards: 2, replicas: 2, containers: "db-{shard}-{replica}" }
`;
const inventory = `
servers:
  a: { name: vm-a, disks: { data: { mount: /data } } }
  b: { name: vm-b }
containers:
  - { name: web-1, server: a }
  - { name: db-1-1, server: a, disks: [data] }
`;
const now = 1_800_000_000;

/** Servers as `a: web-1 web-2 | /data`: containers, then disks. */
function shown(...lines: readonly string[]): Discovered {
  return {
    servers: lines.map((line) => {
      const [id = '', rest = ''] = line.split(': ');
      const [containers = '', disks = ''] = rest.split('|');
      const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');
      return { id, name: `vm-${id}`, host: `vm-${id}`, containers: words(containers), disks: words(disks) };
    }),
    unfit: [],
    elsewhere: new Set(),
  };
}

interface Site {
  readonly model?: string;
  readonly before?: TakenOver;
  readonly at?: number;
}

/** What is taken over; and the model that it makes must be without a mistake. */
function followed(discovered: Discovered | undefined, { model, before = nothingTaken, at = now }: Site = {}): Followed {
  const declared = declareModel([{ path: 'model.yaml', text: model ?? head + pods + inventory }]);
  const result = follow(declared, { ...(discovered && { discovered }), before, now: at });
  const { findings } = completeModel(declared, result.taken);
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  return result;
}

const containersOf = ({ taken }: Followed): readonly string[] =>
  taken.containers.map(
    ({ server, name, movedFrom }) => `${movedFrom === undefined ? '' : `${movedFrom}→`}${server}/${name}`,
  );
const driftOf = ({ drift }: Followed): readonly string[] =>
  drift.map(({ node, server, name, reason }) => `${node} ${server}${name === undefined ? '' : `/${name}`} ${reason}`);

const home = 'a: web-1 db-1-1 | /data';

describe('what Zabbix shows beside the files', () => {
  it('is taken over where a name fits one pod: containers, and the server that they stand on', () => {
    const result = followed(shown(home, 'b: ', 'c: web-7 db-2-1 | /data'));
    expect(containersOf(result)).toEqual(['c/db-2-1', 'c/web-7']);
    expect(result.taken.servers).toEqual([{ id: 'c', name: 'vm-c' }]);
    expect(driftOf(result)).toEqual([]);
  });

  it('gives a container the disks that the files say its pod uses, where its server has them', () => {
    const result = followed(shown(home, 'b: db-1-2 ', 'c: db-2-1 web-2 | /data'));
    expect(result.taken.containers.map(({ name, disks }) => [name, disks])).toEqual([
      ['db-1-2', []],
      ['db-2-1', ['data']],
      ['web-2', []],
    ]);
    expect(result.taken.disks).toEqual([{ server: 'c', id: 'data', mount: '/data' }]);
  });

  it('changes nothing when it is followed a second time', () => {
    const sight = shown(home, 'b: ', 'c: web-7 db-2-1 | /data');
    const first = followed(sight);
    expect(followed(sight, { before: first.taken }).taken).toEqual(first.taken);
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['a name that fits no pod', 'b: cache-1', ['container b/cache-1 no-pod']],
    ['a shard that is not declared', 'b: db-9-1', ['container b/db-9-1 unknown-shard']],
    [
      'more than declared, and which of them belongs there nobody knows',
      'b: db-1-2 db-1-3',
      ['container b/db-1-2 too-many', 'container b/db-1-3 too-many'],
    ],
    ['a disk like none of the model', 'b: | /boot', ['disk b//boot no-such-disk']],
    ['a name that no container has', `b: web-${'x'.repeat(600)}`, [`container b/web-${'x'.repeat(600)} odd-name`]],
    [
      'a name of every object, as a name',
      'b: __proto__ constructor',
      ['container b/__proto__ no-pod', 'container b/constructor no-pod'],
    ],
  ])('is drift: %s', (_, line, drift) => {
    const result = followed(shown(home, line));
    expect(driftOf(result)).toEqual(drift);
    expect(result.taken).toEqual(nothingTaken);
  });

  it('is drift where a name fits two pods, which are named', () => {
    const model = `${head}${pods}  web-too: { kind: stateless, containers: "web-{replica}", replicas: 1 }\n`;
    const result = followed(shown('a: web-1'), {
      model: model + 'servers: { a: }\ncontainers: [{ name: web-x-1, server: a }]',
    });
    expect(result.drift).toContainEqual({
      node: 'container',
      reason: 'two-pods',
      server: 'a',
      name: 'web-1',
      pods: ['web', 'web-too'],
    });
  });

  it('is no drift where it belongs to a pod that is switched off', () => {
    const model =
      head + pods.replace('{ kind: stateless, shards', '{ enabled: false, kind: stateless, shards') + inventory;
    const result = followed(shown(home, 'b: db-2-1 db-9-1'), { model });
    expect([containersOf(result), driftOf(result)]).toEqual([[], []]);
  });

  it('may not bring a second primary', () => {
    const model = `system: { id: mail }
subsystems: { all: { pods: [pg] } }
pods: { pg: { kind: primary-replica, replicas: 3, containers: "pg-{role}-{any}" } }
servers: { a: , b: }
containers: [{ name: pg-primary-1, server: a }]`;
    const result = followed(shown('a: pg-primary-1', 'b: pg-primary-2 pg-replica-1'), { model });
    expect(containersOf(result)).toEqual(['b/pg-replica-1']);
    expect(driftOf(result)).toEqual(['container b/pg-primary-2 second-primary']);
  });

  it('has the disks of all file systems where the files describe none', () => {
    const model = head + pods + 'servers: { a: }\ncontainers: [{ name: web-1, server: a }]';
    const result = followed(shown('a: web-1 | / /var/lib/docker'), { model });
    expect(result.taken.disks).toEqual([
      { server: 'a', id: 'root', mount: '/' },
      { server: 'a', id: 'var-lib-docker', mount: '/var/lib/docker' },
    ]);
  });
});

describe('the device of a disk', () => {
  const model = `${head}${pods}
servers: { a: { disks: { data: { mount: /data, device: sda } } }, b: { disks: { raw: { device: sdb } } } }
containers: [{ name: web-1, server: a }]`;

  it('is no disk that the model lacks, and shows the one that it is', () => {
    const result = followed(shown('a: web-1 | /data sda', 'b: | sdb sda'), { model });
    expect([driftOf(result), result.taken.disks]).toEqual([[], []]);
    expect(driftOf(followed(shown('a: web-1 | /data sdz', 'b: '), { model }))).toEqual([
      'disk a/sdz no-such-disk',
      'disk b/raw not-in-zabbix',
    ]);
  });

  it('is taken over with the disk', () => {
    const { taken } = followed(shown('a: web-1 | /data sda', 'b: | sdb', 'c: web-2 | sda /data'), { model });
    expect(taken.disks).toEqual([{ server: 'c', id: 'data', mount: '/data', device: 'sda' }]);
  });
});

describe('what the files describe', () => {
  it('stays where it is while Zabbix does not show it, and is told of', () => {
    const result = followed(shown('a: web-1'));
    expect(driftOf(result)).toEqual([
      'container a/db-1-1 not-in-zabbix',
      'disk a/data not-in-zabbix',
      'server b not-in-zabbix',
    ]);
    expect(result.taken).toEqual(nothingTaken);
  });

  it('is not told of where Zabbix shows it without its server', () => {
    const sight = { ...shown('a: web-1 | /data', 'b: '), elsewhere: new Set(['container/a/db-1-1']) };
    expect(driftOf(followed(sight))).toEqual([]);
    const only = { ...shown('a: | /data', 'b: '), elsewhere: new Set(['container/a/db-1-1']) };
    expect([followed(only).isEmptied, driftOf(followed(only))]).toEqual([
      undefined,
      ['container a/web-1 not-in-zabbix'],
    ]);
  });

  it('may be absent where it belongs to a pod that is switched off', () => {
    const model = `${head}${pods.replace('{ kind: stateless, shards', '{ enabled: false, kind: stateless, shards')}${inventory}`;
    expect(driftOf(followed(shown('a: web-1 | /data', 'b: '), { model }))).toEqual([]);
  });

  it('has moved where it is shown on one other server and not at home any more', () => {
    const result = followed(shown('a: web-1 | /data', 'b: db-1-1'));
    expect(containersOf(result)).toEqual(['a→b/db-1-1']);
    // Where it is now there is no such disk.
    expect(result.taken.containers[0]?.disks).toEqual([]);
  });

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['its server is not shown at all, but is a further one', ['b: db-1-1'], ['b/db-1-1']],
    ['it is still shown at home too', [home, 'b: db-1-1'], ['b/db-1-1']],
    ['two others are shown', ['a: web-1', 'b: db-1-1', 'c: db-1-1'], []],
  ])('has not moved where %s', (_, lines, containers) => {
    expect(containersOf(followed(shown(...lines)))).toEqual(containers);
  });

  it('stays where it moved to until it is shown at home again', () => {
    const moved = followed(shown('a: web-1', 'b: db-1-1'));
    const stopped = followed(shown('a: web-1', 'b: '), { before: moved.taken, at: now + 9 * lifetime });
    expect(containersOf(stopped)).toEqual(['a→b/db-1-1']);
    expect(containersOf(followed(undefined, { before: stopped.taken }))).toEqual(['a→b/db-1-1']);
    expect(containersOf(followed(shown(home, 'b: '), { before: stopped.taken }))).toEqual([]);
  });
});

describe('what was taken over and is not shown any more', () => {
  const before = (): TakenOver => followed(shown(home, 'b: ', 'c: web-7 web-8 | /data')).taken;

  it('stays for its lifetime, with its server, and then leaves', () => {
    const later = followed(shown(home, 'b: '), { before: before(), at: now + 60 });
    expect(containersOf(later)).toEqual(['c/web-7', 'c/web-8']);
    expect(later.taken.servers).toEqual([{ id: 'c', name: 'vm-c' }]);
    const still = followed(shown(home, 'b: '), { before: later.taken, at: now + 60 + lifetime - 1 });
    expect(containersOf(still).length).toBe(2);
    const over = followed(shown(home, 'b: '), { before: still.taken, at: now + 60 + lifetime });
    expect(over.taken).toEqual(nothingTaken);
  });

  it('gives its place to what is new in its shard, the longest unknown first', () => {
    const once = followed(shown(home, 'b: ', 'c: web-8'), { before: before(), at: now + 60 });
    const twice = followed(shown(home, 'b: ', 'c: '), { before: once.taken, at: now + 120 });
    const result = followed(shown(home, 'b: ', 'c: web-9'), { before: twice.taken, at: now + 180 });
    expect(containersOf(result)).toEqual(['c/web-8', 'c/web-9']);
  });

  it('gives its place to the same container on another server before that of one that is only unknown for longer', () => {
    const once = followed(shown(home, 'b: ', 'c: web-8'), { before: before(), at: now + 60 });
    const result = followed(shown(home, 'b: ', 'd: web-8'), { before: once.taken, at: now + 120 });
    expect(containersOf(result)).toEqual(['c/web-7', 'd/web-8']);
  });

  it('starts a new lifetime when it was shown in between', () => {
    const away = followed(shown(home, 'b: ', 'c: web-8'), { before: before(), at: now });
    const back = followed(shown(home, 'b: ', 'c: web-7 web-8'), { before: away.taken, at: now + 60 });
    const again = followed(shown(home, 'b: ', 'c: web-8'), { before: back.taken, at: now + lifetime });
    expect(containersOf(again)).toEqual(['c/web-7', 'c/web-8']);
  });

  it('stays for ever while Zabbix shows no container at all: a lost permission looks like that', () => {
    const result = followed(shown('a: ', 'c: '), { before: before(), at: now + 9 * lifetime });
    expect(result.isEmptied).toBe(true);
    expect(result.taken).toEqual(before());
  });

  it('is what the model has while Zabbix was not asked', () => {
    expect(followed(undefined, { before: before() }).taken).toEqual(before());
  });

  it('leaves the model as soon as the files do not fit it any more', () => {
    const model = head + pods.replace('web-{any}', 'front-{any}') + inventory.replace('web-1', 'front-1');
    expect(followed(undefined, { before: before(), model }).taken).toEqual(nothingTaken);
  });
});

it('ten thousand containers are followed within the time of a cycle', () => {
  const lines = Array.from({ length: 100 }, (_, server) => {
    const names = Array.from({ length: 100 }, (_, index) => `web-${server}-${index}`);
    return `s${String(server).padStart(3, '0')}: ${names.join(' ')}`;
  });
  const result = followed(shown(home, 'b: ', ...lines));
  expect(result.taken.containers.length).toBe(10_000);
});
