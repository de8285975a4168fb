import type { RememberedIncident } from '../../src/domain/memory.ts';
import { emptyRecoveryMemory } from '../../src/domain/recovery.ts';
import type { ResultNode } from '../../src/domain/result.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { DatabasePlace } from '../../src/store/open-store.ts';
import { record, value } from '../contract/store.contract.ts';
import { held } from './held-store.ts';
import { incidentOf, resultAt } from './results.ts';

/** A store with something of every kind in it, as two cycles leave it at 1 and 2. */
export async function storeWithEverything(place: DatabasePlace): Promise<Store> {
  const store = await held(openStore(place));
  const pod = (state: ResultNode['state']): ResultNode => ({ id: 'pod/Почта "a"', state, severity: 0 });
  const nodes = new Map(
    Array.from({ length: 500 }, (_, index) => [`container/vm/c-${index}`, { signals: {}, rules: {} }] as const),
  );
  const incident = { incident: { id: 'i-1', root: 'pod/a' }, counted: {} } as unknown as RememberedIncident;
  const publish = {
    values: new Map([['host\nkey', { value: 'down', at: 1.25 }]]),
    slots: new Map([['i-1', 3]]),
    toldUntil: { clock: 1, ns: 5 },
  };
  const memory = { incidents: { open: [incident], ended: [] }, publish };
  const result = resultAt(1, { incidents: [incidentOf()], pods: [pod('failed')] });
  const inventory = { taken: { servers: [{ id: 'a', name: 'vm-a' }], disks: [], containers: [] }, drift: [] };
  const annotations = new Map([['17', { incident: 'i-1', settled: 'as it should be' }]]);
  const model = { parts: new Map([['file mail.yaml', 'system: mail']]) };
  const recovery = { ...emptyRecoveryMemory, planned: 3 };
  const first = {
    nodes,
    memory,
    inventory,
    annotations,
    recovery,
    model,
    result,
    outbox: [value('a', 1), value('b', 1)],
  };
  await store.save(record(1, first));
  await store.save(record(2, { memory, model, result: resultAt(2, { pods: [pod('working')] }) }));
  await store.addSilences([{ id: 's', node: 'pod/a', since: 1.5, until: 1e10, reason: 'new disk', who: 'anna' }]);
  return store;
}

/** Who restores in tests, and when. */
export const by = { at: 300, who: 'anna' };

/** All that can be asked of a store. */
export async function heldBy(store: Store): Promise<unknown> {
  return {
    memory: await store.load(),
    inventory: await store.inventory(),
    result: await store.lastResult(),
    ended: await store.endedIncidents({ most: 1000 }),
    incident: await store.incidentHistory('i-1'),
    node: await store.nodeHistory('pod/Почта "a"', { from: 0, until: 9 }),
    model: await store.modelAt(5),
    silences: await store.silences(0),
    // Of the time before a restore, which adds itself.
    audit: (await store.audit(0)).filter(({ what }) => what !== 'restore'),
    outbox: await store.outbox(),
  };
}
