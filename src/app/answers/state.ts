import type { FreshnessDocument, FunctionsDocument, StateDocument } from '../../http/api/schema.ts';
import { essential } from '../../report/to-result.ts';
import type { State } from '../../twin/state.ts';
import { gapDocument } from '../past.ts';
import type { Then } from '../past.ts';

/** The result of a state, and how fresh it is where it is of now. */
export function stateDocument(
  then: Then,
  how: { readonly all: boolean; readonly freshness?: FreshnessDocument },
): StateDocument {
  const { result } = then.state;
  const { freshness, all } = how;
  return { ...(all ? { ...result } : essential(result)), ...gapDocument(then), ...(freshness && { freshness }) };
}

/** The functions with their subsystems and the incidents that take them away. */
export function functionsDocument(
  then: Then,
  { sinceOf, freshness }: { readonly sinceOf: ReadonlyMap<string, string>; readonly freshness?: FreshnessDocument },
): FunctionsDocument {
  const { result, world } = then.state;
  const { subsystems, functions } = world.graph;
  const incidents = new Map(result.incidents.map((incident) => [incident.id, incident]));
  return {
    at: result.at,
    ...gapDocument(then),
    ...(freshness && { freshness }),
    functions: result.functions.map(({ id, name, state, because }) => {
      const subsystem = functions.get(id)?.subsystem ?? subsystemOfOff(id);
      const since = sinceOf.get(id);
      return {
        id,
        name,
        subsystem: { id: subsystem, name: subsystems.get(subsystem)?.name ?? offName(then.state, subsystem) },
        state,
        ...(since !== undefined && { since }),
        because: because.flatMap((incident) => {
          const found = incidents.get(incident);
          return found ? [{ id: found.id, text: found.text, zabbixSeverity: found.zabbixSeverity }] : [];
        }),
      };
    }),
  };
}

/** What is switched off is in no list of the graph: the id of a function begins with its subsystem's. */
function subsystemOfOff(id: string): string {
  return `subsystem/${id.slice(id.indexOf('/') + 1).split('.')[0] ?? ''}`;
}

function offName({ world }: State, subsystem: string): string {
  return world.graph.model.off.find(({ id }) => id === subsystem)?.name ?? subsystem;
}
