import type { Drift, DriftCount } from '../domain/inventory.ts';

const mostExamples = 3;

/** How often what drifts for which reason, in the order in which it is found; a few of each by name. */
export function driftCounts(drift: readonly Drift[]): readonly DriftCount[] {
  const groups = new Map<string, { readonly first: Drift; count: number; readonly examples: string[] }>();
  for (const each of drift) {
    const key = `${each.node} ${each.reason}`;
    const group = groups.get(key) ?? { first: each, count: 0, examples: [] };
    groups.set(key, group);
    group.count += 1;
    if (group.examples.length < mostExamples) group.examples.push(driftName(each));
  }
  return [...groups.values()].map(({ first: { node, reason }, count, examples }) => ({
    node,
    reason,
    count,
    examples,
  }));
}

/** What drifts, as people call it: a server or host by its name, what stands on one with that before it. */
function driftName({ server, name }: Drift): string {
  const shown = name === undefined ? server : `${server}/${name}`;
  return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
}

/** What comes from Zabbix may be as long as it likes. */
const longestShown = 120;
