import { describe, expect, it } from 'vitest';

import { outageOf } from './outages.ts';
import type { Outage } from './outages.ts';
import { readModel } from './read-model.ts';
import type { Container } from './read-model.ts';

const model = readModel(new URL('../../model/mail/', import.meta.url));

const loss = {
  server: (id: string): Outage => outageOf(model, (container) => container.server === id),
  rack: (rack: string): Outage =>
    outageOf(model, (container) => model.servers.get(container.server)?.tags.rack === rack),
  disk: (server: string, disk: string): Outage =>
    outageOf(model, (container) => container.server === server && (container.disks ?? []).includes(disk)),
  containers: (...names: readonly string[]): Outage => outageOf(model, ({ name }: Container) => names.includes(name)),
  pod: (id: string): Outage => outageOf(model, (_, pod) => pod === id),
};

describe('the designed outages of the reference installation', () => {
  it('works as a whole when nothing is lost', () => {
    expect(loss.containers()).toMatchObject({ pods: [], functionsLost: [], functionsImpaired: [], reserve: undefined });
  });

  it('shared authentication: two of three members lost end every sign-in and impair the rest, but mail still arrives', () => {
    const one = loss.containers('credential-db-1');
    expect(one).toMatchObject({ pods: [], reserve: 0 });

    const outage = loss.containers('credential-db-1', 'credential-db-2');
    expect(outage.subsystems).toEqual(['authentication']);
    expect(outage.functionsLost).toEqual(['authentication.second-factor', 'authentication.sign-in']);
    expect(outage.functionsImpaired).toEqual(
      expect.arrayContaining([
        'frontend.open-webmail',
        'calendar.read-events',
        'mobile.sync-phone',
        'sending.send-mail',
      ]),
    );
    expect(outage.functionsImpaired).toHaveLength(31); // README.md of the model says so
    const survivors = ['receiving.accept-mail', 'receiving.deliver-mail', 'storage.keep-mail', 'antispam.filter-spam'];
    for (const survivor of survivors) expect(outage.functionsImpaired).not.toContain(survivor);
  });

  it('a quorum split over racks: without r2 no mail moves', () => {
    const outage = loss.rack('r2');
    expect(outage.pods).toEqual(['legal-hold-db', 'mailbox-legacy', 'queue-coordinator']);
    expect(outage.subsystems).toEqual(['archive', 'receiving', 'sending', 'storage']);
    expect(outage.functionsLost).toEqual([
      'archive.export-evidence',
      'receiving.accept-mail',
      'receiving.deliver-mail',
      'sending.deliver-outside',
      'sending.send-mail',
      'storage.read-old-mailboxes',
    ]);
  });

  it.each(['r1', 'r3', 'r4'])('the loss of rack %s fails no shard and leaves some without reserve', (rack) => {
    expect(loss.rack(rack)).toMatchObject({ pods: [], functionsLost: [], functionsImpaired: [], reserve: 0 });
  });

  it('a shared pod: without the object gateway three subsystems fail', () => {
    const outage = loss.pod('object-gateway');
    expect(outage.subsystems).toEqual(['archive', 'attachments', 'storage']);
    expect(outage.functionsLost).toEqual([
      'archive.export-evidence',
      'archive.keep-journal',
      'attachments.download-files',
      'attachments.upload-files',
      'storage.keep-mail',
      'storage.read-mail',
    ]);
  });

  it('a disk under several shards: /data1 of mail-vm-07 takes the old mailboxes with it and no others', () => {
    const outage = loss.disk('vm-07', 'data1');
    expect(outage.pods).toEqual(['mailbox-legacy']);
    expect(outage.subsystems).toEqual(['storage']);
    expect(outage.functionsLost).toEqual(['storage.read-old-mailboxes']);
    const shards = model.containers.filter(({ server, disks }) => server === 'vm-07' && disks?.includes('data1'));
    expect(shards.filter(({ name }) => name.startsWith('tnt-mailbox-')).length).toBeGreaterThanOrEqual(2);
    expect(shards.filter(({ name }) => name.startsWith('cyrus-'))).toHaveLength(4);
  });

  it('every disk but /data1 and /ssd1 of mail-vm-07 may be lost', () => {
    const fatal = [...model.servers].flatMap(([server, { disks }]) =>
      Object.keys(disks)
        .filter((disk) => loss.disk(server, disk).pods.length > 0)
        .map((disk) => `${server}/${disk}`),
    );
    expect(fatal).toEqual(['vm-07/data1', 'vm-07/ssd1']);
  });

  it('every server but mail-vm-07 may be lost; mail-vm-13 costs only reserve', () => {
    const fatal = [...model.servers.keys()].filter((server) => loss.server(server).pods.length > 0);
    expect(fatal).toEqual(['vm-07']);
    expect(loss.server('vm-13')).toMatchObject({ pods: [], functionsLost: [], functionsImpaired: [] });
  });

  it('a primary without failover: without legal-hold-1 no evidence is exported, without one of its replicas all goes on', () => {
    const outage = loss.containers('legal-hold-1');
    expect(outage.subsystems).toEqual(['archive']);
    expect(outage.functionsLost).toEqual(['archive.export-evidence']);
    expect(outage.functionsImpaired).toEqual(['storage.empty-bin']);
    expect(loss.containers('legal-hold-2')).toMatchObject({ pods: [], reserve: 0 });
  });

  it('a primary with failover: any one replica of the settings may be lost, the primary too', () => {
    expect(loss.containers('settings-db-1-1')).toMatchObject({ pods: [], reserve: 0 });
    expect(loss.containers('settings-db-1-1', 'settings-db-1-2').pods).toEqual(['settings-db']);
  });

  it('no container but those of the old mailboxes and the primary without failover stops anything alone', () => {
    const alone = model.containers.filter(({ name }) => loss.containers(name).pods.length > 0);
    expect(alone.map(({ name }) => name)).toEqual(['legal-hold-1', 'cyrus-1-1', 'cyrus-2-1', 'cyrus-3-1', 'cyrus-4-1']);
  });
});
