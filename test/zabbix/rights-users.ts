import { z } from 'zod';
import { Anything, Made, Rows } from './provision-site.ts';
import type { ProvisionedSite } from './provision-site.ts';

/** The users that an administrator makes by hand after `provision --roles`, with the roles of a site and nothing else. */
export class RoleUsers {
  /** The name of the role, of the user group and of the user that runs Linchpin. */
  readonly running: string;
  /** The same of the one that provisions. */
  readonly provisioning: string;
  readonly #site: ProvisionedSite;
  #tokens = 0;

  constructor(site: ProvisionedSite) {
    this.#site = site;
    this.running = `Linchpin running: ${site.group}`;
    this.provisioning = `Linchpin provisioning: ${site.group}`;
  }

  /** Makes the user with just the role and the user group of that name; gives a token of his. */
  async make(name: string): Promise<string> {
    const roleid = await this.#idOf('role', 'roleid', name);
    const usrgrpid = await this.#idOf('usergroup', 'usrgrpid', name);
    const passwd = `${Math.random().toString(36)}Aa1!${Math.random().toString(36)}`;
    await this.#site.admin.call('user.create', { username: name, passwd, roleid, usrgrps: [{ usrgrpid }] }, Made);
    return this.token(name);
  }

  /** Another token of the user of that name. */
  async token(name: string): Promise<string> {
    const { admin } = this.#site;
    const [user] = await admin.call('user.get', { output: ['userid'], filter: { username: name } }, Rows);
    if (user === undefined) throw new Error(`Zabbix has no user "${name}"`);
    const wish = { name: `${name} ${(this.#tokens += 1)}`, userid: user['userid'] };
    const { tokenids = [] } = await admin.call('token.create', wish, Made);
    const [made] = await admin.call('token.generate', tokenids, z.array(z.object({ token: z.string() })));
    if (made === undefined) throw new Error('Zabbix made no token');
    return made.token;
  }

  /** Takes both users away, with their tokens. */
  async remove(): Promise<void> {
    const { admin } = this.#site;
    const asked = { output: ['userid'], filter: { username: [this.running, this.provisioning] } };
    const ids = (await admin.call('user.get', asked, Rows)).map(({ userid }) => userid);
    if (ids.length > 0) await admin.call('user.delete', ids, Anything);
  }

  async #idOf(noun: 'role' | 'usergroup', id: string, name: string): Promise<unknown> {
    const [found] = await this.#site.admin.call(`${noun}.get`, { output: [id], filter: { name } }, Rows);
    return found?.[id];
  }
}
