import type { NodeId } from '../domain/node.ts';
import { outputTag } from '../domain/item-keys.ts';
import type { ProblemChange, ProblemUpdate } from '../domain/source-problem.ts';
import type { EventId, HostId } from '../domain/zabbix.ts';
import type { AnnotateZabbix, AnnotatorAbilities, ChangeOutcome } from '../zabbix-ports.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError, ZabbixApiError } from './errors.ts';
import { Portion, inPieces, piecesOf } from './in-pieces.ts';
import { groupIds } from './inventory.ts';
import { Acknowledged, HostIds, OwnProblems, ProblemUpdates } from './schema.ts';
import type { WireUpdate } from './schema.ts';

/** The bits of `event.acknowledge` (Zabbix manual, "event.acknowledge"); the last two since 6.4. */
const bits = { acknowledge: 2, message: 4, severity: 8, unacknowledge: 16, toCause: 128, toSymptom: 256 } as const;

/** So many problems that are refused one by one say that it is not about single ones: the others are left for another time. */
const mostRefused = 5;

/** Reads what was done to problems and does something to them, in few requests. */
export class ZabbixAnnotator implements AnnotateZabbix {
  readonly #client: ZabbixClient;
  readonly #ownGroup: string;
  readonly #readAtOnce = new Portion(1000);
  readonly #writtenAtOnce = new Portion(1000);

  /** By the host group of Linchpin's own hosts its problems are told from those of another one in that Zabbix. */
  constructor(client: ZabbixClient, ownGroup: string) {
    this.#client = client;
    this.#ownGroup = ownGroup;
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
        groupids: await groupIds(this.#client, this.#ownGroup),
        source: 0,
        object: 0,
        // Both, and each equal: a notice about a pod or subsystem bears the same node as an incident there.
        tags: [
          { tag: outputTag.tag, value: outputTag.value, operator: 1 },
          { tag: 'component', value: 'incident', operator: 1 },
        ],
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
      this.#client.call('host.get', { hostids: piece, editable: true, output: ['hostid'] }, HostIds),
    );
    return new Set(wires.map(({ hostid }) => hostid));
  }

  async change(changes: readonly ProblemChange[]): Promise<ChangeOutcome> {
    const refusals: Refusals = { refused: [], untried: [], reasons: new Set() };
    for (const { params, eventIds } of alike(changes)) {
      for (const piece of piecesOf(eventIds, this.#writtenAtOnce.size)) {
        await this.#acknowledge(piece, params, refusals);
      }
    }
    this.#writtenAtOnce.grow();
    return { ...refusals, reasons: [...refusals.reasons] };
  }

  /** One that is gone or hidden makes Zabbix refuse all: so halves are tried, until it is found. */
  async #acknowledge(eventIds: readonly EventId[], params: Acknowledgement, refusals: Refusals): Promise<void> {
    if (refusals.refused.length >= mostRefused) {
      refusals.untried.push(...eventIds);
      return;
    }
    try {
      await this.#client.call('event.acknowledge', { ...params, eventids: eventIds }, Acknowledged);
    } catch (error) {
      if (error instanceof TooMuchAskedError) this.#writtenAtOnce.shrinkTo(Math.ceil(eventIds.length / 2));
      if (!(error instanceof ZabbixApiError)) throw error;
      const allowed = withoutPart(params, error.detail);
      const isGone = allowed === params && /referred object/i.test(error.detail);
      if (!isGone) refusals.reasons.add(error.detail);
      if (allowed !== params && allowed.action !== 0) return this.#acknowledge(eventIds, allowed, refusals);
      if (!isGone || eventIds.length === 1) {
        refusals.refused.push(...eventIds);
        return;
      }
      const half = Math.ceil(eventIds.length / 2);
      await this.#acknowledge(eventIds.slice(0, half), params, refusals);
      await this.#acknowledge(eventIds.slice(half), params, refusals);
    }
  }
}

interface Refusals {
  readonly refused: EventId[];
  readonly untried: EventId[];
  readonly reasons: Set<string>;
}

/** The parameters of `event.acknowledge` but for the events. */
interface Acknowledgement {
  readonly action: number;
  readonly message?: string;
  readonly severity?: number;
  readonly cause_eventid?: EventId;
}

/** By what Zabbix says of the right that a role lacks (7.0: "no permissions to change problem severity"), the bits that need it. */
const parts: readonly (readonly [RegExp, number])[] = [
  [/permissions to add problem comments/i, bits.message],
  [/permissions to change problem severity/i, bits.severity],
  [/permissions to (un)?acknowledge/i, bits.acknowledge + bits.unacknowledge],
  [/permissions to convert/i, bits.toCause + bits.toSymptom],
];

/** What is left of a change where a role does not allow a part of it; the very same where it was refused for something else. */
function withoutPart(params: Acknowledgement, detail: string): Acknowledgement {
  const bit = parts.find(([words]) => words.test(detail))?.[1] ?? 0;
  const action = params.action & ~bit;
  return action === params.action ? params : paramsFor({ ...params, action });
}

/** Zabbix refuses what goes with no bit of the action. */
function paramsFor({ action, message, severity, cause_eventid }: Acknowledgement): Acknowledgement {
  return {
    action,
    ...((action & bits.message) !== 0 && message !== undefined && { message }),
    ...((action & bits.severity) !== 0 && severity !== undefined && { severity }),
    ...((action & bits.toSymptom) !== 0 && cause_eventid !== undefined && { cause_eventid }),
  };
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
): readonly { readonly params: Acknowledgement; readonly eventIds: readonly EventId[] }[] {
  const groups = new Map<string, { readonly params: Acknowledgement; readonly eventIds: EventId[] }>();
  for (const change of [...changes].sort((a, b) => Number(b.under === 'none') - Number(a.under === 'none'))) {
    const params = paramsOf(change);
    const key = JSON.stringify(params);
    const known = groups.get(key);
    if (known) known.eventIds.push(change.eventId);
    else groups.set(key, { params, eventIds: [change.eventId] });
  }
  return [...groups.values()];
}

function paramsOf({ message, severity, acknowledge, under }: ProblemChange): Acknowledgement {
  const action =
    (message === undefined ? 0 : bits.message) +
    (severity === undefined ? 0 : bits.severity) +
    (acknowledge === undefined ? 0 : acknowledge ? bits.acknowledge : bits.unacknowledge) +
    (under === undefined ? 0 : under === 'none' ? bits.toCause : bits.toSymptom);
  return paramsFor({
    action,
    ...(message !== undefined && { message }),
    ...(severity !== undefined && { severity }),
    ...(under !== undefined && { cause_eventid: under }),
  });
}
