import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ZabbixAnnotator } from '../../src/zabbix/annotate.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { ZabbixHearing } from '../../src/zabbix/hear.ts';
import { AnnotatedSite } from '../contract/annotated-site.ts';
import { needed, realAccess } from '../support/real-zabbix.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const access = realAccess();
const somebody = { kind: 'password', user: `hear-${Date.now()}`, password: 'Zq7-kept-for-this-test' } as const;
const client = new ZabbixClient(access);
const Made = z.record(z.string(), z.array(z.string()));
let userids: readonly string[] = [];
let site: AnnotatedSite;
let hearing: ZabbixHearing;

describe('what people say to recovery in a real Zabbix', () => {
  beforeAll(async () => {
    const form = { username: somebody.user, passwd: somebody.password, roleid: '3', usrgrps: [{ usrgrpid: '7' }] };
    userids = (await client.call('user.create', form, Made))['userids'] ?? [];
    const human = { url: access.url, credentials: somebody };
    site = await AnnotatedSite.prepare({ access, human, trapper: needed('LINCHPIN_ZABBIX_TRAPPER'), leap: 0 });
    await site.raiseOwn();
    const ownGroup = site.ownGroup;
    hearing = new ZabbixHearing({
      client,
      annotator: new ZabbixAnnotator(client, ownGroup),
      ownGroup,
      log: new ScriptedWorld(),
    });
  }, 60_000);
  afterAll(async () => {
    await site.remove();
    await client.call('user.delete', userids, z.unknown());
    client.close();
  });

  it('is heard with their name on the problem of the incident, and not what Linchpin says itself', async () => {
    await site.byHand('own', { action: 4, message: 'do it: k7mq-2xvd' });
    const { eventid } = await site.problem('own');
    await client.call('event.acknowledge', { eventids: [eventid], action: 4, message: 'asks: k7mq-2xvd' }, z.unknown());
    expect(await hearing.saidOf(new Set(['server/vm']))).toEqual([
      { root: 'server/vm', user: somebody.user, at: expect.any(Number) as number, message: 'do it: k7mq-2xvd' },
    ]);
    expect(await hearing.saidOf(new Set(['server/other']))).toEqual([]);
  });

  it('stops recovery by the macro of a host of Linchpin, whatever it is set to but 0', async () => {
    expect(await hearing.recoveryStop()).toBeUndefined();
    const [host] = await client.call(
      'host.get',
      { filter: { host: [site.ownGroup] }, output: ['hostid'] },
      z.array(z.object({ hostid: z.string() })),
    );
    const macro = { hostid: host?.hostid, macro: '{$LINCHPIN.RECOVERY.STOP}', value: '0' };
    const [id] = (await client.call('usermacro.create', macro, Made))['hostmacroids'] ?? [];
    expect(await hearing.recoveryStop()).toBeUndefined();
    await client.call('usermacro.update', { hostmacroid: id, value: '1' }, z.unknown());
    expect(await hearing.recoveryStop()).toMatchObject({
      via: 'zabbix',
      reason: `{$LINCHPIN.RECOVERY.STOP} is set on the host "${site.ownGroup}"`,
    });
    // As a secret nobody may see it: that is no all-clear.
    await client.call('usermacro.update', { hostmacroid: id, type: 1, value: '0' }, z.unknown());
    expect(await hearing.recoveryStop()).toBeDefined();
  });
});
