import type { NodeId } from '../domain/node.ts';
import { outputTag } from '../domain/item-keys.ts';
import type { ProblemChange, ProblemUpdate } from '../domain/source-problem.ts';
import type { EventId, HostId } from '../domain/zabbix.ts';
import type { AnnotateZabbix, AnnotatorAbilities, ChangeOutcome } from '../ports.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError, ZabbixApiError } from './errors.ts';
import { Portion, inPieces } from './in-pieces.ts';
import { Acknowledged, OwnProblems, ProblemUpdates, WritableHosts } from './schema.ts';
import type { WireUpdate } from './schema.ts';

/** The bits of `event.acknowledge` (Zabbix manual, "event.acknowledge"); the last two since 6.4. */
const bits = { acknowledge: 2, message: 4, severity: 8, unacknowledge: 16, toCause: 128, toSymptom: 256 } as const;

/** So many problems that are refused one by one say that it is not about single ones. */
const mostRefused = 5;

/** Reads what was done to problems and does something to them, in few requests. */
export class ZabbixAnnotator implements AnnotateZabbix {
  readonly #client: ZabbixClient;
  readonly #readAtOnce = new Portion(1000);
  readonly #writtenAtOnce = new Portion(1000);

  constructor(client: ZabbixClient) {
    this.#client = client;
  }

  async abilities(): Promise<AnnotatorAbilities> {
    const { ranks } = await this.#client.adapter();
    const userId = await this.#client.userId().catch(unlessRefused);
    return { ranks, ...(userId !== undefined && { userId }) };
  }

  async updates(eventIds: readonly EventId[]): Promise<ReadonlyMap<EventId, readonly ProblemUpdate[]>> {
    const wires = await inPieces(eventIds, this.#readAtOnce, (piece) =>
      this.#client.call(
        'problem.get',
        {
          eventids: piece,
          source: 0,
          object: 0,
          output: ['eventid'],
          selectAcknowledges: ['acknowledgeid', 'userid', 'clock', 'message', 'action', 'old_severity', 'new_severity'],
        },
        ProblemUpdates,
      ),
    );
    return new Map(
      wires.map(({ eventid, acknowledges }) => [eventid, acknowledges.toSorted(oldestFirst).map(updateOf)]),
    );
  }

  async ownProblems(): Promise<ReadonlyMap<NodeId, EventId>> {
    const wires = await this.#client.call(
      'problem.get',
      {
        source: 0,
        object: 0,
        tags: [{ tag: outputTag.tag, value: outputTag.value, operator: 1 }],
        output: ['eventid', 'cause_eventid'],
        selectTags: ['tag', 'value'],
      },
      OwnProblems,
    );
    const own = new Map<NodeId, EventId>();
    // The newest counts: an incident that changed has closed the problem that it had before.
    for (const { eventid, tags, isSymptom } of wires.toSorted((a, b) => Number(a.eventid) - Number(b.eventid))) {
      const root = tags.find(({ tag }) => tag === 'linchpin.node')?.value;
      if (root !== undefined && !isSymptom) own.set(root, eventid);
    }
    return own;
  }

  async writableHosts(hostIds: readonly HostId[]): Promise<ReadonlySet<HostId>> {
    const wires = await inPieces(hostIds, this.#readAtOnce, (piece) =>
      this.#client.call('host.get', { hostids: piece, editable: true, output: ['hostid'] }, WritableHosts),
    );
    return new Set(wires.map(({ hostid }) => hostid));
  }

  async change(changes: readonly ProblemChange[]): Promise<ChangeOutcome> {
    const refused: EventId[] = [];
    let reason: string | undefined;
    const give = (piece: readonly EventId[], error: ZabbixApiError): void => {
      refused.push(...piece);
      reason = error.detail;
    };
    for (const { params, eventIds } of alike(changes)) {
      const size = this.#writtenAtOnce.size;
      for (let start = 0; start < eventIds.length; start += size) {
        await this.#acknowledge(eventIds.slice(start, start + size), params, (piece, error) => give(piece, error));
        if (refused.length >= mostRefused) return { refused, ...(reason !== undefined && { reason }) };
      }
    }
    this.#writtenAtOnce.grow();
    return { refused, ...(reason !== undefined && { reason }) };
  }

  /** One that is gone or hidden makes Zabbix refuse all: so halves are tried, until it is found. */
  async #acknowledge(
    eventIds: readonly EventId[],
    params: object,
    give: (piece: readonly EventId[], error: ZabbixApiError) => void,
  ): Promise<void> {
    try {
      await this.#client.call('event.acknowledge', { ...params, eventids: eventIds }, Acknowledged);
    } catch (error) {
      if (error instanceof TooMuchAskedError) this.#writtenAtOnce.shrinkTo(Math.ceil(eventIds.length / 2));
      if (!(error instanceof ZabbixApiError)) throw error;
      // A role that lacks the method or an action refuses every one of them.
      if (eventIds.length === 1 || !/referred object/i.test(error.detail)) return give(eventIds, error);
      const half = Math.ceil(eventIds.length / 2);
      await this.#acknowledge(eventIds.slice(0, half), params, give);
      await this.#acknowledge(eventIds.slice(half), params, give);
    }
  }
}

/** Nobody says who Linchpin is where its role does not allow the question. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof ZabbixApiError) return undefined;
  throw error;
}

function oldestFirst(a: WireUpdate, b: WireUpdate): number {
  return a.clock - b.clock || Number(a.acknowledgeid) - Number(b.acknowledgeid);
}

function updateOf({ userid, clock, message, action, old_severity, new_severity }: WireUpdate): ProblemUpdate {
  const has = (bit: number): boolean => (action & bit) !== 0;
  return {
    userId: userid,
    at: clock,
    message,
    ...(has(bits.severity) && { severity: { from: old_severity, to: new_severity } }),
    ...((has(bits.acknowledge) || has(bits.unacknowledge)) && { acknowledged: has(bits.acknowledge) }),
    ...(has(bits.toCause | bits.toSymptom) && { ranked: true }),
  };
}

/** Changes that are one request: what becomes a cause again goes first, so that others can be ranked under it. */
function alike(
  changes: readonly ProblemChange[],
): readonly { readonly params: object; readonly eventIds: readonly EventId[] }[] {
  const groups = new Map<string, { readonly params: object; readonly eventIds: EventId[] }>();
  for (const change of [...changes].sort((a, b) => Number(b.under === 'none') - Number(a.under === 'none'))) {
    const params = paramsOf(change);
    const key = JSON.stringify(params);
    const known = groups.get(key);
    if (known) known.eventIds.push(change.eventId);
    else groups.set(key, { params, eventIds: [change.eventId] });
  }
  return [...groups.values()];
}

function paramsOf({ message, severity, acknowledge, under }: ProblemChange): object {
  const action =
    (message === undefined ? 0 : bits.message) +
    (severity === undefined ? 0 : bits.severity) +
    (acknowledge === undefined ? 0 : acknowledge ? bits.acknowledge : bits.unacknowledge) +
    (under === undefined ? 0 : under === 'none' ? bits.toCause : bits.toSymptom);
  return {
    action,
    ...(message !== undefined && { message }),
    ...(severity !== undefined && { severity }),
    ...(under !== undefined && under !== 'none' && { cause_eventid: under }),
  };
}
