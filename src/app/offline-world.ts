import type { World } from '../evaluate.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { defaultSeverities } from '../domain/severity.ts';

/** The world of commands that need no configuration: everything by default. */
export function offlineWorld(graph: ServiceGraph): World {
  return { graph, language: 'en', severities: defaultSeverities, mode: 'publish', outputHost: 'Linchpin {system}' };
}
