import { modelInForce } from '../app/model-in-force.ts';
import { loadModelOnly } from '../app/setup.ts';
import type { Language } from '../domain/language.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

/** A compiled model, and the language to tell of it in. */
interface ToldGraph {
  readonly graph: ServiceGraph;
  readonly language: Language;
}

/** The compiled model for a command that needs nothing else; says what is wrong where there is none. */
export async function graphOrTell(common: CommonOptions, terminal: Terminal): Promise<ToldGraph | undefined> {
  const loaded = await loadModelOnly({ ...common, env: process.env });
  const { graph, findings, settings } = loaded;
  tellFindings(findings, terminal);
  if (graph === undefined) return undefined;
  return { graph: await modelInForce({ ...loaded, graph }), language: settings?.language ?? 'en' };
}
