import type { Duration } from '../domain/instant.ts';
import type { World } from '../evaluate.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { defaultSeverities } from '../domain/severity.ts';

/** The length of a cycle where there is no timetable. */
export const offlineInterval: Duration = 60;

/** The world of commands that need no configuration: everything by default, but the language where one is configured. */
export function offlineWorld(
  graph: ServiceGraph,
  { interval = offlineInterval, language = 'en' }: Partial<Pick<World, 'interval' | 'language'>> = {},
): World {
  return {
    graph,
    interval,
    language,
    severities: defaultSeverities,
    mode: 'publish',
    outputHost: 'Linchpin {system}',
  };
}
