import type { Settings } from '../config/settings.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { nothingOnSourceProblems } from '../domain/source-problem.ts';
import type { SourceProblemOptions } from '../domain/source-problem.ts';
import type { World } from '../evaluate.ts';
import { pollInterval } from './schedule.ts';

/** What stays the same from cycle to cycle. */
export function worldOf(settings: Settings, graph: ServiceGraph): World {
  const { severities, mode, host } = settings.publish;
  const interval = pollInterval(settings.schedule);
  return {
    graph,
    interval,
    language: settings.language,
    severities,
    mode,
    outputHost: host,
    sourceProblems: sourceProblemsOf(settings),
  };
}

/** What is to be written on the site's own problems: in observe mode nothing. */
export function sourceProblemsOf({ publish: { mode, sourceProblems } }: Settings): SourceProblemOptions {
  return mode === 'observe' ? nothingOnSourceProblems : sourceProblems;
}
