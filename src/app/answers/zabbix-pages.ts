import type { NodeId } from '../../domain/node.ts';
import type { Host, HostId } from '../../domain/zabbix.ts';
import type { SourceProblem } from '../../domain/source-problem.ts';

/** Addresses of Zabbix's pages, which are the same in 6.0 and 7.0. */
export class ZabbixPages {
  readonly #frontend: string;

  /** The address of the frontend, with or without `api_jsonrpc.php`. */
  constructor(url: string) {
    this.#frontend = `${url.replace(/\/*(api_jsonrpc\.php)?$/u, '')}/`;
  }

  /** The newest values of a host. */
  latest({ hostId }: Pick<Host, 'hostId'>): string {
    return this.#page({ action: 'latest.view', 'hostids[]': hostId, filter_set: '1' });
  }

  /** The problems of a host. */
  problems(hostId: HostId): string {
    return this.#page({ action: 'problem.view', 'hostids[]': hostId, filter_set: '1' });
  }

  /** Linchpin's own problem of the incident with this root. */
  incident(root: NodeId): string {
    const tag = { 'tags[0][tag]': 'linchpin.node', 'tags[0][operator]': '1', 'tags[0][value]': root };
    return this.#page({ action: 'problem.view', filter_set: '1', ...tag });
  }

  /** A problem with all that was done about it. */
  event({ triggerId, eventId }: Pick<SourceProblem, 'triggerId' | 'eventId'>): string {
    return `${this.#frontend}tr_events.php?${new URLSearchParams({ triggerid: triggerId, eventid: eventId }).toString()}`;
  }

  #page(question: Readonly<Record<string, string>>): string {
    return `${this.#frontend}zabbix.php?${new URLSearchParams(question).toString()}`;
  }
}
