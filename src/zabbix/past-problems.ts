import type { Span } from '../domain/past.ts';
import type { HostId, ItemId } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { inPieces, Portion } from './in-pieces.ts';
import { BegunProblems, EventTimes, TriggerItems } from './schema.ts';

/** A problem of the site: when it was one, and the items whose values its trigger judges. */
export interface PastProblem extends Span {
  readonly itemIds: readonly ItemId[];
}

/** Problems from Warning up are trouble; Information tells of what is usual. */
const troubling = [2, 3, 4, 5];

/** How long before a span a problem may have begun that lasted into it. */
const longestBefore = 7 * 86_400;

/** The problems that hosts had within a span, as far as Zabbix keeps them. Rejects with `WorldError`. */
export async function readPastProblems(
  client: ZabbixClient,
  hostIds: readonly HostId[],
  { from, until }: Span,
): Promise<readonly PastProblem[]> {
  const begun = await inPieces(hostIds, new Portion(100), (hostids) =>
    client.call(
      'event.get',
      {
        hostids,
        source: 0,
        object: 0,
        value: 1,
        severities: troubling,
        time_from: Math.floor(from - longestBefore),
        time_till: Math.ceil(until),
        output: ['eventid', 'objectid', 'clock', 'r_eventid'],
      },
      BegunProblems,
    ),
  );
  const endIds = begun.flatMap(({ r_eventid: end }) => (end === '0' ? [] : [end]));
  const ended = await inPieces(endIds, new Portion(1000), (eventids) =>
    client.call('event.get', { eventids, output: ['eventid', 'clock'] }, EventTimes),
  );
  const endAt = new Map(ended.map(({ eventid, clock }) => [eventid, clock]));
  const triggerIds = [...new Set(begun.map(({ objectid }) => objectid))];
  const triggers = await inPieces(triggerIds, new Portion(1000), (triggerids) =>
    client.call('trigger.get', { triggerids, output: ['triggerid'], selectItems: ['itemid'] }, TriggerItems),
  );
  const itemsOf = new Map(triggers.map(({ triggerid, items }) => [triggerid, items.map(({ itemid }) => itemid)]));
  return begun
    .map(({ objectid, clock, r_eventid: end }) => ({
      from: Math.max(clock, from),
      until: Math.min(endAt.get(end) ?? until, until),
      itemIds: itemsOf.get(objectid) ?? [],
    }))
    .filter((problem) => problem.until >= from);
}
