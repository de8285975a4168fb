import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Speak } from './speak.ts';

/** Names and sentences for one installation in one language. */
export interface Telling {
  readonly speak: Speak;
  readonly graph: ServiceGraph;
  readonly name: (id: NodeId) => string;
  /** Names of several, a long list cut short. */
  readonly names: (ids: readonly NodeId[]) => string;
}
