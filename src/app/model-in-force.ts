import type { ServiceGraph } from '../domain/service-graph.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { follow } from '../model/follow.ts';
import { completeModel } from '../model/read-model.ts';
import type { LoadedGraph } from './setup.ts';

/**
 * The model that the daemon judges by: where Zabbix's inventory is followed, that of the files with what the store says
 * was taken over, as far as the files still fit it. Where nothing is followed or no daemon has run, that of the files.
 */
export async function modelInForce({
  graph,
  declared,
  settings,
}: LoadedGraph & Required<Pick<LoadedGraph, 'graph'>>): Promise<ServiceGraph> {
  if (declared === undefined || settings?.inventory.from !== 'zabbix') return graph;
  // Loaded when needed: the database's client takes long to load.
  const { readInventory } = await import('./read-store.ts');
  const inventory = await readInventory(settings);
  if (inventory === undefined) return graph;
  // Nothing ages here: Zabbix is not asked.
  const { model } = completeModel(declared, follow(declared, { before: inventory.taken, now: 0 }).taken);
  return model === undefined ? graph : buildGraph(model);
}
