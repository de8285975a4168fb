import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { FollowedSite } from '../support/followed-site.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [web, db] } }
pods:
  web: { kind: stateless, replicas: { min: 1, max: 200 }, containers: "web-{any}" }
  db: { kind: stateless, replicas: 2, containers: "db-{any}" }
servers: { vm-1: , vm-2: }
containers:
  - { name: web-1, server: vm-1 }
rules: { status: { for: 0s } }
`;

let fake: FakeZabbix;
let site: FollowedSite;

beforeEach(async () => {
  fake = await FakeZabbix.start();
  site = new FollowedSite(fake, model);
  site.runs('vm-1', ['web-1', 'db-a']).runs('vm-2', ['db-b']);
});
afterEach(async () => {
  await site.stop();
  await fake.stop();
  site.remove();
});

const containersOf = ({ containers }: Result): readonly string[] => containers.map(({ id }) => id);
const listings = (): number =>
  fake.requests.filter(({ method, params }) => method === 'item.get' && 'selectTags' in params).length;
const said = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  site.outside.said.filter(({ message }) => message.includes(text)).map(({ facts }) => facts);

describe('a model that is read anew while cycles run', () => {
  it('is refused with all its mistakes and their places, once, and the one before goes on', async () => {
    const before = await site.cycle();
    site.describe(model.replace('kind: stateless, replicas: 2', 'kind: quorrum, replikas: 2'));
    expect(await site.reload()).toBe(false);
    const { mistakes } = said('is refused')[0] as { readonly mistakes: readonly string[] };
    expect(mistakes.map((text) => /all\.yaml:6:\d+: .*(quorrum|replikas)/.exec(text)?.[1])).toEqual([
      'quorrum',
      'replikas',
    ]);
    expect(site.isModelRefused).toBe(true);
    expect(containersOf(await site.cycle())).toEqual(containersOf(before));
    // As after a signal, when the files are seen to have changed besides.
    expect(await site.reload()).toBe(false);
    expect(said('is refused').length).toBe(1);
    expect(site.isModelRefused).toBe(true);
  });

  it.each<readonly [string, (folder: string) => string]>([
    ['corrected', () => model.replace('mail', 'post')],
    ['taken back', () => model],
  ])('is refused no more when it is %s', async (_, text) => {
    await site.cycle();
    site.describe('pods: 7');
    await site.reload();
    site.describe(text(site.folder));
    await site.reload();
    expect(site.isModelRefused).toBe(false);
  });

  it('keeps what is remembered of every node that still exists: an incident stays the same', async () => {
    await site.cycle();
    const key = 'docker.container_info.state.running[db-b]';
    const breaks = (): boolean => fake.state.receive({ host: 'vm-2', key, value: 0, clock: site.outside.time + 31 });
    breaks();
    const before = await site.cycle();
    site.describe(
      model
        .replace('[web, db]', '[web, db, cache]')
        .replace('pods:\n  web', 'pods:\n  cache: { kind: stateless, replicas: 1 }\n  web'),
    );
    expect(await site.reload()).toBe(true);
    breaks();
    const after = await site.cycle();
    const identity = ({ incidents }: Result): readonly unknown[] =>
      incidents.map(({ id, root, onset }) => [id, root, onset]);
    const [incident] = identity(before);
    expect(before.incidents.map(({ root }) => root)).toEqual(['container/vm-2/db-b']);
    expect(identity(after)).toContainEqual(incident);
    expect(containersOf(after)).toContain('container/-/cache.0.1');
  });

  it('forgets what is in it no more', async () => {
    await site.cycle();
    expect(await site.remembered()).toContain('container/vm-2/db-b');
    site.describe(model.replace('[web, db]', '[web]').replace(/ {2}db:.*\n/, ''));
    await site.reload();
    await site.cycle();
    expect((await site.remembered()).filter((id) => id.includes('db'))).toEqual([]);
  });

  it('is judged with what was taken over from Zabbix, also while Zabbix cannot be read', async () => {
    await site.cycle();
    site.describe(model.replace('replicas: 2', 'replicas: 3'));
    await site.reload();
    fake.fault = () => ({ kind: 'drop' });
    expect(containersOf(await site.cycle()).filter((id) => id.includes('db'))).toEqual([
      'container/-/db.0.1',
      'container/vm-1/db-a',
      'container/vm-2/db-b',
    ]);
  });

  it('takes over from Zabbix in its first cycle what fits it only now', async () => {
    site.runs('vm-2', ['db-b', 'cache-1']);
    await site.cycle();
    site.describe(
      model
        .replace('[web, db]', '[web, db, cache]')
        .replace('pods:\n  web', 'pods:\n  cache: { kind: stateless, replicas: 1, containers: "cache-{any}" }\n  web'),
    );
    await site.reload();
    const result = await site.cycle();
    expect(containersOf(result)).toContain('container/vm-2/cache-1');
    expect(result.pods.find(({ id }) => id === 'pod/cache')?.state).toBe('working');
  });

  it('shows at once what is known of an item that stands for another node now, though no value of it comes', async () => {
    site.more['LINCHPIN_INVENTORY'] = 'file';
    const all = ['a', 'b'].map((name) => `\n  - { name: db-${name}, server: vm-2 }`).join('');
    const before = model.replace('\nrules', `${all}\nrules`);
    site.describe(before);
    await site.cycle();
    site.describe(before.replace('vm-2:', 'other: { name: vm-2 }').replaceAll('server: vm-2', 'server: other'));
    await site.reload();
    site.isQuiet = true;
    const { containers } = await site.cycle();
    expect(containers.find(({ id }) => id === 'container/other/db-b')?.state).toBe('working');
  });

  it('changes nothing where its files say the same as before', async () => {
    await site.cycle();
    site.describe(model);
    fake.asked();
    expect(await site.reload()).toBe(false);
    await site.cycle();
    expect(listings()).toBe(0);
  });

  it('with another subsystem asks for `linchpin provision`, with another container does not', async () => {
    await site.cycle();
    site.describe(model.replace('server: vm-1 }', 'server: vm-1 }\n  - { name: web-2, server: vm-2 }'));
    await site.reload();
    expect(said('run linchpin provision')).toEqual([]);
    site.describe(model.replace('subsystems: {', 'subsystems: { more: { pods: [web] },'));
    await site.reload();
    expect(said('run linchpin provision')).toEqual([{ added: ['subsystem/more'], left: [] }]);
  });
});

it('a fault of Linchpin itself in reading anew ends nothing, and is told', async () => {
  const before = await site.cycle();
  const fault = new TypeError('of nobody but us');
  Object.defineProperty(site.more, 'ANY', {
    enumerable: true,
    get: () => {
      throw fault;
    },
  });
  expect(await site.reload()).toBe(false);
  expect(site.isModelRefused).toBe(true);
  expect(said('a fault of Linchpin')).toEqual([{ err: fault, code: 'E901' }]);
  expect(containersOf(await site.cycle())).toEqual(containersOf(before));
});

describe('a configuration that is read anew while cycles run', () => {
  it('takes effect where nothing is built on it, and what waits for a restart is named', async () => {
    await site.cycle();
    Object.assign(site.more, {
      LINCHPIN_LOG_LEVEL: 'debug',
      LINCHPIN_PUBLISH_MODE: 'observe',
      LINCHPIN_SCHEDULE_EVERY: '60s',
      ZABBIX_TOKEN: '0'.repeat(64),
      LINCHPIN_PUBLISH_GROUP: 'Others',
    });
    expect(await site.reload()).toBe(true);
    expect(site.outside.level).toBe('debug');
    expect(said('wait for a restart')).toEqual([{ settings: ['publish.group', 'schedule', 'zabbix'] }]);
  });

  it('makes nothing be listed anew where what is read stays the same', async () => {
    await site.cycle();
    site.more['LINCHPIN_LOG_LEVEL'] = 'debug';
    fake.asked();
    expect(await site.reload()).toBe(true);
    await site.cycle();
    expect(listings()).toBe(0);
  });

  it('is refused as the model is', async () => {
    await site.cycle();
    site.more['LINCHPIN_LOG_LEVEL'] = 'loud';
    expect(await site.reload()).toBe(false);
    expect(site.isModelRefused).toBe(true);
  });

  it('is refused where the store could not be opened with it', async () => {
    await site.cycle();
    Object.assign(site.more, { LINCHPIN_STORE_SQLITE: '', LINCHPIN_STORE_POSTGRES_URL: 'db.example.org' });
    expect(await site.reload()).toBe(false);
    expect(said('is refused')).toEqual([{ mistakes: [expect.stringContaining('`store.postgres.url`')] }]);
  });

  it('that names a folder which is not there is refused, and the folder is looked at from then on', async () => {
    await site.cycle();
    site.more['LINCHPIN_MODEL'] = `${site.folder}/elsewhere`;
    await site.reload();
    expect(String((said('is refused')[0]?.['mistakes'] as readonly string[])[0])).toContain('elsewhere does not exist');
    site.describe(model, 'elsewhere');
    expect((await site.watched()).filter((path) => path.includes('elsewhere'))).toEqual([
      `${site.folder}/elsewhere/all.yaml`,
    ]);
  });
});
