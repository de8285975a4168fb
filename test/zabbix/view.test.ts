import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/language.ts';
import { defaultSeverities } from '../../src/domain/severity.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { changeText } from '../../src/zabbix/provision/changes.ts';
import { framedAddresses } from '../../src/zabbix/provision/frames.ts';
import { applyObjects, planObjects } from '../../src/zabbix/provision/objects.ts';
import { shownOn } from '../../src/zabbix/provision/dashboard-widget.ts';
import { printOf } from '../../src/zabbix/provision/record.ts';
import type { Prints } from '../../src/zabbix/provision/record.ts';
import { viewWish } from '../../src/zabbix/provision/view.ts';
import type { ViewedSystem } from '../../src/zabbix/provision/view.ts';
import { keepObjects } from '../support/fake-zabbix-objects.ts';
import type { Row } from '../support/fake-zabbix-state.ts';
import { FakeZabbix } from '../support/fake-zabbix.ts';
import { ZabbixOfMail } from '../support/zabbix-of-mail.ts';

const storage = { id: 'storage', name: 'Storage', pods: [{ id: 'storage', name: 'Storage pod' }] };
const mail: ViewedSystem = {
  host: 'Linchpin mail',
  visibleName: 'Linchpin: mail',
  subsystems: [storage, { id: 'calendar', name: 'Calendar', pods: [{ id: 'calendar-api', name: 'Calendar API' }] }],
  calls: [['calendar-api', 'storage']],
};
const made = [
  ...['working', 'reserve', 'down', 'nothing'].map((state) => `create image "Linchpin icon ${state}"`),
  'create map "Linchpin: mail - Storage": 1 nodes, 0 links',
  'create map "Linchpin: mail - Calendar": 1 nodes, 0 links',
  'create map "Linchpin: mail": 2 nodes, 1 links',
  'create dashboard "Linchpin: mail": shows state, ranked incidents, subsystems, functions and history',
];

describe.each(['6.0.14', '7.0.22'])('dashboard and maps in Zabbix %s', (version) => {
  let fake: FakeZabbix;
  let client: ZabbixClient;
  let dashboards: Map<string, Row>;
  let maps: Map<string, Row>;
  let images: Map<string, Row>;
  let written: Prints;

  beforeEach(async () => {
    fake = await FakeZabbix.start(version);
    new ZabbixOfMail(fake).provision();
    fake.methods.set('role.get', () => [{ roleid: '3' }]);
    [images, maps, dashboards] = [keepObjects(fake, 'image'), keepObjects(fake, 'map'), keepObjects(fake, 'dashboard')];
    client = new ZabbixClient({ url: fake.url, credentials: { kind: 'token', token: fake.token } });
    written = new Map();
  });
  afterEach(async () => {
    client.close();
    await fake.stop();
  });

  /** What else than usual is asked of a provisioning. */
  interface Wished {
    readonly replace?: boolean;
    readonly remove?: boolean;
    readonly language?: Language;
  }

  async function provision(
    system: ViewedSystem = mail,
    { replace = false, remove = false, language = 'en' }: Wished = {},
  ): Promise<readonly string[]> {
    const wish = {
      ...(await viewWish(client, { ownGroup: 'Linchpin', severities: defaultSeverities, language }, [system])),
      remove,
    };
    const planned = await planObjects(client, wish, { written, replace });
    const { changes, prints } = await applyObjects(client, wish, { written, replace });
    expect(changes).toEqual(planned);
    written = prints;
    return changes.map(changeText);
  }

  /** Somebody changes an object of that name. */
  function change(table: Map<string, Row>, name: string, how: (row: Row) => Row): void {
    for (const [id, row] of table) if (row['name'] === name) table.set(id, { ...row, ...how(row) });
  }

  function named(table: Map<string, Row>, name: string): Row {
    return [...table.values()].find((row) => row['name'] === name) ?? {};
  }

  const renameWidget = ({ pages }: Row): Row => ({
    pages: (pages as readonly Row[]).map((page) => ({
      ...page,
      widgets: (page['widgets'] as readonly Row[]).map((widget) => ({ ...widget, name: 'Ours now' })),
    })),
  });

  /** What saving a dashboard in Zabbix's own pages does to fields that no widget knows. */
  const saveUnchanged = ({ pages }: Row): Row => ({
    pages: (pages as readonly Row[]).map((page) => ({
      ...page,
      widgets: (page['widgets'] as readonly Row[]).map((widget) => ({
        ...widget,
        fields: (widget['fields'] as readonly Row[]).filter(({ name }) => name !== 'linchpin'),
      })),
    })),
  });

  const moveElements = ({ selements }: Row): Row => ({
    selements: (selements as readonly Row[]).map((element) => ({ ...element, x: '7' })),
  });

  it('are made with all that they refer to, and a second time nothing is done', async () => {
    expect(await provision()).toEqual(made);
    fake.asked();
    expect(await provision()).toEqual([]);
    expect(fake.asked().filter((method) => !/\.get$|^apiinfo/.test(method))).toEqual([]);
  });

  it('follow the model as long as nobody changed them', async () => {
    await provision();
    const renamed = { ...mail, subsystems: [{ ...storage, pods: [{ id: 'storage', name: 'Renamed' }] }] };
    expect(await provision({ ...renamed, calls: [] })).toEqual([
      'update map "Linchpin: mail - Storage": selements',
      expect.stringMatching(/^update map "Linchpin: mail": .*selements/),
      'delete map "Linchpin: mail - Calendar"',
    ]);
    expect(await provision({ ...renamed, calls: [] })).toEqual([]);
  });

  it('are told in another language once that is configured, and none is made twice', async () => {
    await provision();
    const before = [images.size, maps.size, dashboards.size];
    const changes = await provision(mail, { language: 'ru' });
    expect(changes.filter((change) => !change.startsWith('update '))).toEqual([]);
    expect([images.size, maps.size, dashboards.size]).toEqual(before);
    expect(JSON.stringify(named(dashboards, 'Linchpin: mail'))).toContain('Подсистемы и кто кого вызывает');
    expect(JSON.stringify(named(maps, 'Linchpin: mail'))).toContain('вызывающие выше вызываемых');
    expect(await provision(mail, { language: 'ru' })).toEqual([]);
    expect((await provision()).length).toBe(changes.length);
  });

  it('that people cloned are left alone, even under a name that begins as ours', async () => {
    await provision();
    maps.set('1', {
      ...named(maps, 'Linchpin: mail - Calendar'),
      sysmapid: '1',
      name: 'Linchpin: mail - Calendar, mine',
    });
    expect(await provision()).toEqual([]);
    expect(await provision({ ...mail, subsystems: [storage], calls: [] })).toContain(
      'delete map "Linchpin: mail - Calendar"',
    );
    expect(named(maps, 'Linchpin: mail - Calendar, mine')).toMatchObject({ sysmapid: '1' });
  });

  it('of subsystems that left the model go where no record was kept too', async () => {
    await provision();
    written = new Map();
    expect(await provision({ ...mail, subsystems: [storage], calls: [] })).toContain(
      'delete map "Linchpin: mail - Calendar"',
    );
  });

  it('hold the views that Linchpin itself serves, on a page of their own, as long as they are wished for', async () => {
    const frames = { incidents: 'https://l/embed/incidents?key=k', functions: 'https://l/f', map: 'https://l/m' };
    await provision();
    expect(await provision({ ...mail, frames })).toEqual(['update dashboard "Linchpin: mail": pages']);
    expect(await provision({ ...mail, frames })).toEqual([]);
    const pages = named(dashboards, 'Linchpin: mail')['pages'] as readonly { readonly widgets: readonly Row[] }[];
    const widgets = pages.at(-1)?.widgets ?? [];
    expect(widgets.map(({ type }) => type)).toEqual(['url', 'url', 'url']);
    expect(Math.max(...widgets.map(({ x, width }) => Number(x) + Number(width)))).toBe(version === '6.0.14' ? 24 : 72);
    expect([...(await framedAddresses(client, ['Linchpin: mail'])).values()]).toEqual([Object.values(frames)]);
    expect(await provision()).toEqual(['update dashboard "Linchpin: mail": pages']);
    expect([...(await framedAddresses(client, ['Linchpin: mail'])).values()]).toEqual([[]]);
  });

  it('of an older version are brought up to date', async () => {
    await provision();
    // What an older version drew, and noted as its own.
    change(dashboards, 'Linchpin: mail', renameWidget);
    const { dashboardid, pages } = named(dashboards, 'Linchpin: mail');
    written = new Map(written).set(`dashboard/${String(dashboardid)}`, printOf(shownOn(pages)));
    expect(await provision()).toEqual(['update dashboard "Linchpin: mail": pages']);
    expect(await provision()).toEqual([]);
  });

  it('that people changed stay as they are, and are named', async () => {
    await provision();
    change(dashboards, 'Linchpin: mail', renameWidget);
    change(maps, 'Linchpin: mail', moveElements);
    expect(await provision()).toEqual([
      'keep map "Linchpin: mail": changed by hand; --replace puts back: selements',
      'keep dashboard "Linchpin: mail": changed by hand; --replace puts back: pages',
    ]);
    expect(JSON.stringify(named(dashboards, 'Linchpin: mail'))).toContain('Ours now');
    expect(await provision(mail, { replace: true })).toEqual([
      'update map "Linchpin: mail": selements',
      'update dashboard "Linchpin: mail": pages',
    ]);
    expect(await provision()).toEqual([]);
  });

  it('that people saved without a change, or shared, are as they were', async () => {
    await provision();
    change(dashboards, 'Linchpin: mail', (row) => ({ ...saveUnchanged(row), private: '1', display_period: '60' }));
    change(maps, 'Linchpin: mail', () => ({ private: '1', userid: '9' }));
    expect(await provision()).toEqual([]);
    expect(named(dashboards, 'Linchpin: mail')).toMatchObject({ private: '1' });
  });

  it('that lost the triggers of what Zabbix forgot are drawn anew: nobody changed them', async () => {
    fake.state.triggers.set('900', {
      triggerid: '900',
      hostid: hostid(),
      itemid: itemid('linchpin.subsystem.outage[storage]'),
    });
    await provision();
    change(maps, 'Linchpin: mail', ({ selements, links }) => ({
      selements: (selements as readonly Row[]).filter(({ elementtype }) => elementtype !== '2'),
      links: (links as readonly Row[]).map((link) => ({ ...link, linktriggers: [] })),
    }));
    expect(await provision()).toEqual([expect.stringMatching(/^update map "Linchpin: mail": .*selements/)]);
  });

  it('with an element that people added stay as they are', async () => {
    await provision();
    change(maps, 'Linchpin: mail', ({ selements }) => ({
      selements: [
        ...(selements as readonly Row[]),
        { selementid: '99999', elementtype: '2', elements: [{ triggerid: '1' }], iconid_off: '77' },
      ],
    }));
    expect(await provision()).toEqual(['keep map "Linchpin: mail": changed by hand; --replace puts back: selements']);
  });

  it('all go again, changed by people or not, and what they made themselves stays', async () => {
    await provision();
    dashboards.set('1', { dashboardid: '1', name: 'Linchpin: mail - a clone', pages: [] });
    change(dashboards, 'Linchpin: mail', saveUnchanged);
    change(dashboards, 'Linchpin: mail', renameWidget);
    const gone = made.map((line) => line.replace(/^create (\w+ "[^"]*").*/u, 'delete $1'));
    expect((await provision(mail, { remove: true })).toSorted()).toEqual(gone.toSorted());
    expect([...dashboards.values(), ...maps.values(), ...images.values()].map(({ name }) => name)).toEqual([
      'Linchpin: mail - a clone',
    ]);
  });

  it('show the host under the name that people gave it', async () => {
    const [host] = [...fake.state.hosts.values()].filter(({ host: name }) => name === 'Linchpin mail');
    fake.state.hosts.set(String(host?.['hostid']), { ...host, name: 'Post of the house' });
    await provision();
    expect(JSON.stringify(named(dashboards, 'Linchpin: mail'))).toContain('"value":"Post of the house"');
  });

  it('are not the matter of an Admin, who can’t make icons', async () => {
    fake.methods.set('role.get', () => []);
    expect(await provision()).toEqual([]);
  });

  function hostid(): unknown {
    return [...fake.state.hosts.values()].find(({ host }) => host === 'Linchpin mail')?.['hostid'];
  }

  function itemid(key: string): unknown {
    return [...fake.state.items.values()].find(({ key_ }) => key_ === key)?.['itemid'];
  }
});
