import { readModelFolder } from '../config/load.ts';
import type { Finding } from '../domain/finding.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { readModel } from '../model/read-model.ts';

/** Reads and compiles the model of a folder; without a graph where a finding is an error. */
export async function loadGraph(
  folder: string,
): Promise<{ readonly graph?: ServiceGraph; readonly findings: readonly Finding[] }> {
  const { model, findings } = readModel(await readModelFolder(folder));
  return model === undefined ? { findings } : { graph: buildGraph(model), findings };
}
