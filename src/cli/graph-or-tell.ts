import { modelInForce } from '../app/model-in-force.ts';
import { loadModelOnly } from '../app/setup.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

/** The compiled model for a command that needs nothing else; says what is wrong where there is none. */
export async function graphOrTell(common: CommonOptions, terminal: Terminal): Promise<ServiceGraph | undefined> {
  const loaded = await loadModelOnly({ ...common, env: process.env });
  const { graph, findings } = loaded;
  tellFindings(findings, terminal);
  return graph && modelInForce({ ...loaded, graph });
}
