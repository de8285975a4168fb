import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';

/** What the next save makes up for. */
export interface Unsaved {
  readonly nodes: Map<NodeId, NodeMemory>;
  readonly forgotten: Set<NodeId>;
  outbox: OutgoingValue[];
}

/** Nothing, as after a save. */
export function nothingUnsaved(): Unsaved {
  return { nodes: new Map(), forgotten: new Set(), outbox: [] };
}
