import type { ImportOutcome } from '../app/importing.ts';
import { toIso } from '../domain/instant.ts';
import type { Unmapped } from '../import/imported.ts';

/** An import, and whether it was only planned. */
export interface ShownImport {
  readonly outcome: ImportOutcome;
  readonly isDryRun: boolean;
}

/** An import as the JSON document of `docs/json.md`. */
export function importDocument({ outcome, isDryRun }: ShownImport): unknown {
  const { read, changes, kept, unmapped, calls, files } = outcome;
  return {
    dryRun: isDryRun,
    read: read.map(({ format, subsystems, pods, servers, containers, traced }) => ({
      ...{ format, subsystems: subsystems.length, pods: pods.length, servers: servers.length },
      containers: containers.length,
      calls: pods.reduce((sum, { lists }) => sum + (lists['calls']?.length ?? 0), 0),
      ...(traced && { services: traced.services.length }),
    })),
    changes,
    kept,
    unmapped: unmapped.map(unmappedDocument),
    ...(calls && {
      calls: {
        seen: calls.seen,
        unmodelled: calls.unmodelled.map(({ first, last, ...call }) => ({
          ...call,
          first: toIso(first),
          last: toIso(last),
        })),
        unseen: calls.unseen.map(({ last, ...call }) => ({
          ...call,
          ...(last !== undefined && { last: toIso(last) }),
        })),
        awaited: calls.awaited,
        untraced: calls.untraced,
      },
    }),
    files: files.map(({ path, isNew, difference }) => ({ file: path, isNew, difference: difference.join('\n') })),
  };
}

function unmappedDocument({ what, why, position }: Unmapped): unknown {
  return { what, why, ...position };
}
