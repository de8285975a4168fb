import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { shownOn } from '../../scripts/faults/site.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { eventually } from '../support/eventually.ts';
import { needed, openClient } from '../support/real-zabbix.ts';

const Made = z.record(z.string(), z.array(z.string()));
const Ids = z.array(z.object({ hostid: z.string() }));
const Problems = z.array(
  z.object({ eventid: z.string(), tags: z.array(z.object({ tag: z.string(), value: z.string() })) }),
);

/** A user of Zabbix who answers recovery there, in a group with the one that Linchpin has. */
export class Approver {
  readonly name: string;
  readonly #admin: ZabbixClient;
  readonly #own: ZabbixClient;
  readonly #ids: readonly string[];

  private constructor(name: string, ids: readonly string[], clients: { own: ZabbixClient; admin: ZabbixClient }) {
    this.name = name;
    this.#ids = ids;
    this.#own = clients.own;
    this.#admin = clients.admin;
  }

  static async make(): Promise<Approver> {
    const admin = openClient();
    const user = `approver-${Date.now()}`;
    const password = `Zq7-${randomBytes(9).toString('hex')}`;
    const form = { username: user, passwd: password, roleid: '3', usrgrps: [{ usrgrpid: '7' }] };
    const ids = (await admin.call('user.create', form, Made))['userids'] ?? [];
    const own = new ZabbixClient({ url: needed('ZABBIX_URL'), credentials: { kind: 'password', user, password } });
    return new Approver(user, ids, { own, admin });
  }

  /** Writes on Linchpin's problem of the incident of a container, once it is there. */
  async say(container: string, message: string): Promise<void> {
    const eventid = await eventually(
      `Zabbix shows the incident of ${container}`,
      () => this.#problemOf(container),
      (found) => found !== undefined,
    );
    await this.#own.call('event.acknowledge', { eventids: [eventid], action: 4, message }, z.unknown());
  }

  async remove(): Promise<void> {
    await this.#admin.call('user.delete', this.#ids, z.unknown());
    this.#own.close();
    this.#admin.close();
  }

  async #problemOf(container: string): Promise<string | undefined> {
    const hosts = await this.#own.call('host.get', { output: ['hostid'], filter: { host: [shownOn] } }, Ids);
    const hostids = hosts.map(({ hostid }) => hostid);
    const asked = { output: ['eventid'], selectTags: 'extend', hostids, source: 0, object: 0 };
    const found = await this.#own.call('problem.get', asked, Problems);
    return found.find(({ tags }) =>
      tags.some(({ tag, value }) => tag === 'linchpin.node' && value.endsWith(`/${container}`)),
    )?.eventid;
  }
}
