import type { NodeId } from '../domain/node.ts';
import type { Stop } from '../domain/recovery.ts';
import type { Log } from '../ports.ts';
import type { HearZabbix, SaidOfIncident } from '../zabbix-ports.ts';
import type { ZabbixAnnotator } from './annotate.ts';
import type { ZabbixClient } from './client.ts';
import { groupIds } from './inventory.ts';
import { macros } from './provision/macros.ts';
import { HostMacros, UserNames } from './schema.ts';

/** What hearing needs. */
export interface HearingParts {
  readonly client: ZabbixClient;
  readonly annotator: Pick<ZabbixAnnotator, 'abilities' | 'ownProblems' | 'updates'>;
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  readonly log: Log;
}

/** Hears in Zabbix who stops recovery, and what those who approve wrote. */
export class ZabbixHearing implements HearZabbix {
  readonly #client: ZabbixClient;
  readonly #annotator: HearingParts['annotator'];
  readonly #ownGroup: string;
  readonly #log: Log;
  readonly #told = new Set<string>();

  constructor({ client, annotator, ownGroup, log }: HearingParts) {
    this.#client = client;
    this.#annotator = annotator;
    this.#ownGroup = ownGroup;
    this.#log = log;
  }

  async recoveryStop(): Promise<Stop | undefined> {
    const hosts = await this.#client.call(
      'host.get',
      {
        groupids: await groupIds(this.#client, this.#ownGroup),
        output: ['hostid', 'host'],
        selectMacros: ['macro', 'value'],
      },
      HostMacros,
    );
    if (hosts.length === 0) return stopBy(`no host is seen in the host group "${this.#ownGroup}"`);
    // A value that may not be seen is no all-clear.
    const stopping = hosts.find(({ macros: own }) =>
      own.some(({ macro, value }) => macro === macros.recoveryStop && !['', '0'].includes(value?.trim() ?? '?')),
    );
    if (stopping === undefined) return undefined;
    return stopBy(`${macros.recoveryStop} is set on the host "${stopping.host}"`);
  }

  async saidOf(roots: ReadonlySet<NodeId>): Promise<readonly SaidOfIncident[]> {
    const own = [...(await this.#annotator.ownProblems())].filter(([root]) => roots.has(root));
    if (own.length === 0) return [];
    const { userId } = await this.#annotator.abilities();
    // What Linchpin writes itself names the one-time ids: who can't tell its own words hears nobody.
    if (userId === undefined) {
      this.#tellOnce(
        {},
        'Zabbix does not say who Linchpin is there, so nobody can approve by a message on its problems: allow token.get in its role',
      );
      return [];
    }
    const updates = await this.#annotator.updates(own.map(([, eventId]) => eventId));
    const said = own.flatMap(([root, eventId]) =>
      (updates.get(eventId) ?? [])
        .filter(({ message, userId: by }) => message !== '' && by !== userId)
        .map((update) => ({ root, ...update })),
    );
    if (said.length === 0) return [];
    const names = await this.#namesOf([...new Set(said.map(({ userId: by }) => by))]);
    return said.flatMap(({ root, userId: by, at, message }) => {
      const user = names.get(by);
      return user === undefined ? [] : [{ root, user, at, message }];
    });
  }

  /** Zabbix shows a user only those with whom it shares a user group (measured on 6.0.14). */
  async #namesOf(userids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.#client.call('user.get', { userids, output: ['userid', 'username'] }, UserNames);
    const names = new Map(found.map(({ userid, username }) => [userid, username]));
    for (const userid of userids) {
      if (names.has(userid)) continue;
      this.#tellOnce(
        { userid },
        'Zabbix does not say who wrote on a problem of Linchpin, so it approves nothing: put those who approve, and the user that Linchpin has there, into one user group',
      );
    }
    return names;
  }

  #tellOnce(facts: Readonly<Record<string, string>>, message: string): void {
    const key = JSON.stringify([facts, message]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#log.warn(facts, message);
  }
}

function stopBy(reason: string): Stop {
  return { by: 'Zabbix', via: 'zabbix', at: 0, reason };
}
