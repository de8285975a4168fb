import { isOwnOutput } from '../domain/item-keys.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Host, HostId, ItemId, Problem, Tag, Trigger, TriggerId } from '../domain/zabbix.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError } from './errors.ts';
import { Portion, counted, inPieces } from './in-pieces.ts';
import type { HostGroup } from './inventory.ts';
import { HostTags, Problems, TriggerSubjects, Triggers } from './schema.ts';
import type { WireProblem } from './schema.ts';
import { instantOf } from './told.ts';

/** What decides which triggers are read. */
export interface TriggerQuestion {
  readonly hosts: readonly Host[];
  readonly itemTags: ReadonlyMap<ItemId, readonly Tag[]>;
  readonly wants: (trigger: Trigger) => boolean;
  readonly hostsAtOnce: Portion;
  readonly onProgress?: OnProgress | undefined;
}

/** The wanted triggers that are enabled and can be evaluated, with the tags that their problems will have. */
export async function readTriggers(client: ZabbixClient, question: TriggerQuestion): Promise<readonly Trigger[]> {
  const hostTags = await readHostTags(client, question);
  const ask = counted(
    (hosts: readonly Host[]) =>
      client.call(
        'trigger.get',
        {
          hostids: hosts.map((host) => host.hostId),
          monitored: true,
          filter: { state: '0' },
          output: ['triggerid', 'description', 'event_name'],
          selectHosts: ['hostid'],
          selectItems: ['itemid'],
          selectTags: ['tag', 'value'],
        },
        Triggers,
      ),
    { what: 'reading the triggers', of: question.hosts.length, unit: 'hosts' },
    question.onProgress,
  );
  const wires = await inPieces(question.hosts, question.hostsAtOnce, ask);
  const found = new Map<TriggerId, Trigger>();
  for (const wire of wires) {
    const hostIds = wire.hosts.map((host) => host.hostid);
    const trigger: Trigger = {
      triggerId: wire.triggerid,
      hostIds,
      itemIds: wire.items.map((item) => item.itemid),
      name: wire.event_name === '' ? wire.description : wire.event_name,
      tags: [
        ...wire.tags,
        ...wire.items.flatMap((item) => question.itemTags.get(item.itemid) ?? []),
        ...hostIds.flatMap((host) => hostTags.get(host) ?? []),
      ],
    };
    if (!isOwnOutput(trigger.tags) && question.wants(trigger)) {
      found.set(trigger.triggerId, trigger);
    }
  }
  return [...found.values()].sort((a, b) => Number(a.triggerId) - Number(b.triggerId));
}

async function readHostTags(
  client: ZabbixClient,
  { hosts, hostsAtOnce }: TriggerQuestion,
): Promise<ReadonlyMap<HostId, readonly Tag[]>> {
  const wires = await inPieces(hosts, hostsAtOnce, (piece) =>
    client.call(
      'host.get',
      {
        hostids: piece.map((host) => host.hostId),
        output: ['hostid'],
        selectTags: ['tag', 'value'],
        selectInheritedTags: ['tag', 'value'],
      },
      HostTags,
    ),
  );
  return new Map(wires.map((wire) => [wire.hostid, [...wire.tags, ...wire.inheritedTags]]));
}

/** An open problem before it is known which hosts it is about. */
export type FoundProblem = Omit<Problem, 'hostIds' | 'items'>;

/** How many problems one answer may hold; with fewer, it was the last one. Where so many are too much for Zabbix, half as many. */
const problemsAtOnce = 5000;
/** Who can't give so few has another trouble. */
const fewestProblems = 100;

/**
 * All open problems of the groups' triggers, newest first; what Linchpin itself raised is left out. Really all, page by
 * page: a problem that is not read would count as over, just when everything is on fire.
 */
export async function readProblems(
  client: ZabbixClient,
  groups: readonly HostGroup[],
): Promise<readonly FoundProblem[]> {
  const found: WireProblem[] = [];
  const atOnce = new Portion(problemsAtOnce);
  for (let isLast = false; !isLast;) {
    const before = found.at(-1)?.eventid;
    const page = await nextProblems(client, groups, { atOnce, before });
    found.push(...page);
    isLast = page.length < atOnce.size;
  }
  return found
    .filter((wire) => !isOwnOutput(wire.tags))
    .map((wire) => ({
      eventId: wire.eventid,
      triggerId: wire.objectid,
      name: wire.name,
      tags: wire.tags,
      severity: wire.severity,
      acknowledged: wire.acknowledged,
      ...(wire.cause_eventid !== undefined && { causeEventId: wire.cause_eventid }),
      at: instantOf(wire),
    }));
}

async function nextProblems(
  client: ZabbixClient,
  groups: readonly HostGroup[],
  page: { readonly atOnce: Portion; readonly before: string | undefined },
): Promise<readonly WireProblem[]> {
  const { atOnce, before } = page;
  try {
    return await askProblems(client, groups, { before, limit: atOnce.size });
  } catch (error) {
    if (!(error instanceof TooMuchAskedError) || atOnce.size <= fewestProblems) throw error;
    atOnce.shrinkTo(Math.ceil(atOnce.size / 2));
    return nextProblems(client, groups, page);
  }
}

function askProblems(
  client: ZabbixClient,
  groups: readonly HostGroup[],
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly WireProblem[]> {
  return client.call(
    'problem.get',
    {
      groupids: groups.map((group) => group.groupId),
      source: 0,
      object: 0,
      ...(before === undefined ? {} : { eventid_till: String(BigInt(before) - 1n) }),
      // The last one came with 6.4; before, Zabbix leaves it out.
      output: ['eventid', 'objectid', 'name', 'severity', 'clock', 'ns', 'acknowledged', 'cause_eventid'],
      selectTags: ['tag', 'value'],
      sortfield: ['eventid'],
      sortorder: 'DESC',
      limit,
    },
    Problems,
  );
}

/** What a trigger is about: `problem.get` does not say it. */
export type TriggerSubject = Pick<Problem, 'hostIds' | 'items'>;

/** The hosts and items of triggers. A trigger that no longer exists is not in the answer. */
export async function readTriggerSubjects(
  client: ZabbixClient,
  triggerIds: readonly TriggerId[],
  atOnce: Portion,
): Promise<ReadonlyMap<TriggerId, TriggerSubject>> {
  const wires = await inPieces(triggerIds, atOnce, (piece) =>
    client.call(
      'trigger.get',
      { triggerids: piece, output: ['triggerid'], selectHosts: ['hostid'], selectItems: ['itemid', 'key_'] },
      TriggerSubjects,
    ),
  );
  return new Map(
    wires.map(({ triggerid, hosts, items }) => [
      triggerid,
      {
        hostIds: hosts.map((host) => host.hostid),
        items: items.map(({ itemid, key_ }) => ({ itemId: itemid, key: key_ })),
      },
    ]),
  );
}
