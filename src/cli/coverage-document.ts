import { toIso } from '../domain/instant.ts';
import type { Coverage } from '../report/coverage.ts';
import type { Gap } from '../report/coverage-gaps.ts';
import type { GapGroup } from '../report/coverage-groups.ts';
import type { Tabular } from './tabular.ts';

/** The blind spots as the JSON document of `docs/json.md`. */
export function coverageDocument(found: Coverage, groups: readonly GapGroup[]): unknown {
  return {
    at: toIso(Math.floor(found.at)),
    nodes: found.nodes,
    summary: groups.map(({ kind, signal, reason, gaps, of, rules }) => ({
      kind,
      ...(signal !== undefined && { signal }),
      reason,
      gaps: gaps.length,
      of,
      rules,
    })),
    gaps: found.gaps.map(({ since, ...gap }) => ({
      ...gap,
      ...(since !== undefined && { since: toIso(Math.floor(since)) }),
    })),
    unjudged: found.unjudged,
    inMaintenance: found.inMaintenance,
  };
}

const head = [
  'node',
  'kind',
  'pod',
  'server',
  'host',
  'signal',
  'reason',
  'item',
  'expected',
  'rules',
  'error',
  'since',
];

/** The blind spots as a table with one row for each. */
export function coverageTable({ gaps }: Coverage): Tabular {
  return { head, rows: gaps.map(gapRow) };
}

function gapRow({
  node,
  kind,
  pod,
  server,
  host,
  signal,
  reason,
  source,
  expected,
  rules,
  error,
  since,
}: Gap): readonly string[] {
  return [
    node,
    kind,
    pod ?? '',
    server ?? '',
    host ?? '',
    signal ?? '',
    reason,
    source ?? '',
    (expected ?? []).join(' or '),
    rules.join(' '),
    error ?? '',
    since === undefined ? '' : toIso(Math.floor(since)),
  ];
}
