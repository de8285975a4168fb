import type { ActionOrder, ActionTarget } from '../../src/domain/recovery.ts';

/** A container as an action's target. */
export function containerTarget(name = 'mx-1', more: Partial<ActionTarget> = {}): ActionTarget {
  return {
    node: `container/vm-01/${name}`,
    name,
    server: { id: 'vm-01', name: 'mail-vm-01' },
    pod: 'mx',
    shard: '0',
    ...more,
  };
}

/** The order to restart a container, or what a test makes of it. */
export function orderOf(more: Partial<ActionOrder> = {}): ActionOrder {
  return {
    id: 'a-1',
    kind: 'restart',
    by: 'tried',
    recovery: 'crash-loop',
    incident: 'incident-1',
    targets: [containerTarget()],
    parameters: {},
    ...more,
  };
}

/** A signal that never ends anything. */
export const endless: AbortSignal = new AbortController().signal;
