import { without } from '../calibrate/past.ts';
import { incidentTroubles } from '../calibrate/troubled.ts';
import type { Trouble } from '../calibrate/troubled.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import { nodesOfItem } from '../observe/compile.ts';
import { storeExists } from '../store/open-store.ts';
import { readPastProblems } from '../zabbix/past-problems.ts';
import { fromIso } from './from-iso.ts';
import type { Site } from './calibration-site.ts';
import type { Setup } from './setup.ts';
import { withStore } from './with-store.ts';

/** Where the times of incidents come from. */
export type TroubleSource = 'store' | 'zabbix' | 'both';

/**
 * The times that tell nothing of what is usual: incidents of the store, and problems of Zabbix from the time that no
 * Linchpin judged. Rejects with `WorldError`.
 */
export async function readTroubles(
  { settings }: Setup,
  isFalseAlarm: (root: NodeId) => boolean,
  { site, period }: { readonly site: Site; readonly period: Span },
): Promise<{ readonly troubles: readonly Trouble[]; readonly from: TroubleSource }> {
  const known = (await storeExists(settings.store))
    ? await withStore(settings, 'read', async (store) => ({
        judged: await store.judged(period),
        changes: await store.incidentChanges(period),
      }))
    : { judged: [], changes: [] };
  const incidents = incidentTroubles(
    known.changes
      .filter(({ incident }) => !isFalseAlarm(incident.root))
      .map(({ at, incident: { id, state, onset, root, symptoms, failed } }) => ({
        at,
        id,
        isOpen: state === 'open',
        onset: fromIso(onset),
        nodes: [root, ...symptoms, ...failed],
      })),
    period.until,
  );
  const unjudged = without(period, known.judged);
  // What Linchpin judged itself it knows better than the triggers of templates.
  const isShort = unjudged.reduce((sum, { from, until }) => sum + until - from, 0) < shortest;
  if (isShort) return { troubles: incidents, from: 'store' };
  const hostIds = [...site.hosts.keys()];
  const problems = await readPastProblems(site.client, hostIds, period);
  const items = new Map(site.items.map((item) => [item.itemId, item]));
  const nodesOf = (itemId: string): readonly NodeId[] => {
    const item = items.get(itemId);
    const host = item && site.hosts.get(item.hostId);
    return item === undefined || host === undefined ? [] : nodesOfItem(site.compiled, host, item);
  };
  const others = problems.flatMap(({ itemIds, from, until }) => {
    const nodes = itemIds.flatMap(nodesOf).filter((node) => !isFalseAlarm(node));
    return nodes.length === 0 ? [] : clipped({ from, until }, unjudged).map((span) => ({ ...span, nodes }));
  });
  return { troubles: [...incidents, ...others], from: known.judged.length === 0 ? 'zabbix' : 'both' };
}

/** Time without a cycle that is not worth a question: restarts. */
const shortest = 3600;

function clipped(span: Span, within: readonly Span[]): readonly Span[] {
  return within.flatMap(({ from, until }) => {
    const part = { from: Math.max(span.from, from), until: Math.min(span.until, until) };
    return part.from <= part.until ? [part] : [];
  });
}
