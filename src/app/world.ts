import type { Settings } from '../config/settings.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { nothingOnSourceProblems } from '../domain/source-problem.ts';
import type { World } from '../evaluate.ts';
import { pollInterval } from './schedule.ts';

/** What stays the same from cycle to cycle. */
export function worldOf(settings: Settings, graph: ServiceGraph): World {
  const { severities, mode, host, sourceProblems } = settings.publish;
  const interval = pollInterval(settings.schedule);
  return {
    graph,
    interval,
    language: settings.language,
    severities,
    mode,
    outputHost: host,
    sourceProblems: mode === 'observe' ? nothingOnSourceProblems : sourceProblems,
  };
}
