import { addTo } from '../../domain/gather.ts';
import { toIso } from '../../domain/instant.ts';
import { byText } from '../../domain/node.ts';
import { type Format, type Imported, type ImportedEntry, type Listed, nothingImported } from '../imported.ts';
import type { Traced, TracedCall } from './traced.ts';

/** What traces say of an installation: pods by the names of services, and their calls with how often they were seen. */
export function fromTraces(
  traced: Traced,
  { format, file }: { readonly format: Format; readonly file: string },
): Imported {
  const callees = new Map<string, Listed[]>();
  for (const call of traced.calls) addTo(callees, call.caller, { name: call.callee, guess: seenText(call) });
  const names = new Set([
    ...traced.services.map(({ name }) => name),
    ...traced.calls.flatMap(({ caller, callee }) => [caller, callee]),
  ]);
  const pods = [...names].toSorted(byText).map((id): ImportedEntry => ({
    id,
    keys: { kind: 'stateless', replicas: 1 },
    guesses: { kind: 'traces do not tell', replicas: 'traces do not tell' },
    lists: { calls: callees.get(id) ?? [] },
    file,
  }));
  const subsystem: ImportedEntry = {
    id: 'traced',
    keys: {},
    guesses: {},
    lists: { pods: pods.map(({ id }) => ({ name: id })) },
    file,
  };
  // What tells of no service founds no system.
  if (pods.length === 0) return { ...nothingImported(format), traced };
  return { ...nothingImported(format), system: { id: 'traced' }, subsystems: [subsystem], pods, traced };
}

function seenText({ count, last }: TracedCall): string {
  return `seen ${count === 1 ? 'once' : `${count} times`}, last on ${toIso(last).slice(0, 10)}`;
}
