import { expect, it } from 'vitest';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { RememberedIncident } from '../../src/domain/memory.ts';
import type { ResultNode } from '../../src/domain/result.ts';
import { held } from '../support/held-store.ts';
import { incidentOf, resultAt } from '../support/results.ts';
import { record } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

/** What becomes of the history where the clock does not go on evenly, whatever database is behind it. */
export function storeClockContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  it(`${name} forgets what a clock that leapt ahead told of times to come`, async () => {
    const store = await held((await makeOpener())());
    const model = { parts: new Map([['file mail.yaml', 'system: mail']]) };
    const facts = { incident: { id: 'i-1', rank: 1 }, counted: {} } as unknown as RememberedIncident;
    const memory = { incidents: { open: [facts], ended: [] }, publish: emptyMemory.publish };
    const cycle = async (at: number, state: ResultNode['state']): Promise<void> => {
      const pods: readonly ResultNode[] = [{ id: 'pod/a', state, severity: 0 }];
      await store.save(record(at, { model, memory, result: resultAt(at, { pods, incidents: [incidentOf()] }) }));
    };
    await cycle(1000, 'working');
    await cycle(5000, 'failed');
    await cycle(1030, 'failed');
    await cycle(1060, 'working');
    await cycle(5030, 'working');
    const history = await store.nodeHistory('pod/a', { from: 0, until: 9000 });
    expect(history.map(({ at, became }) => [at, became?.state])).toEqual([
      [1000, 'working'],
      [1030, 'failed'],
      [1060, 'working'],
    ]);
    expect((await store.stateAt(1040))?.incidents.map(({ id }) => id)).toEqual(['i-1']);
    expect(await store.judged({ from: 0, until: 9000 })).toEqual([
      { from: 1000, until: 1060 },
      { from: 5030, until: 5030 },
    ]);
    await store.close();
  });

  it(`${name} takes what a clock that is a little behind writes for what came last`, async () => {
    const store = await held((await makeOpener())());
    const file = (text: string) => ({ parts: new Map([['file mail.yaml', text]]) });
    const facts = { incident: { id: 'i-1', rank: 1 }, counted: {} } as unknown as RememberedIncident;
    const memory = { incidents: { open: [facts], ended: [] }, publish: emptyMemory.publish };
    const pods = (state: ResultNode['state']): readonly ResultNode[] => [{ id: 'pod/a', state, severity: 0 }];
    const opened = resultAt(1000, { pods: pods('failed'), incidents: [incidentOf()] });
    await store.save(record(1000, { model: file('old'), memory, result: opened }));
    await store.save(record(970, { model: file('new'), result: resultAt(970, { pods: pods('working') }) }));
    expect((await store.incidentHistory('i-1')).map(({ at, incident }) => [at, incident.state])).toEqual([
      [1000, 'closed'],
    ]);
    const then = await store.stateAt(1000);
    expect(then?.incidents).toEqual([]);
    expect(then?.nodes.get('pod/a')?.standing.state).toBe('working');
    expect(then?.model).toEqual({ since: 1000, ...file('new') });
    expect(await store.judged({ from: 0, until: 9000 })).toEqual([{ from: 1000, until: 1000 }]);
    await store.close();
  });
}
