import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { AuditEntry, Store } from '../../src/ports.ts';
import { held } from '../support/held-store.ts';
import { heard, record } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

const begins = (action: string, at = 10): AuditEntry => ({ at, who: 'linchpin', what: 'begin', about: { action } });

/** What a store does for recovery, whatever database is behind it. */
export function storeRecoveryContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  describe(name, () => {
    let open: StoreOpener;
    let store: Store;
    beforeEach(async () => {
      open = await makeOpener();
      store = await held(open());
    });
    afterEach(() => store.close());

    it('lets an action begin once, whoever asks, also after a restart', async () => {
      expect(await store.beginAction('a-1', begins('a-1'))).toEqual({ kind: 'begins' });
      expect(await store.beginAction('a-1', begins('a-1', 20))).toEqual({ kind: 'began-before' });
      await store.close();
      store = await held(open());
      expect(await store.beginAction('a-1', begins('a-1', 30))).toEqual({ kind: 'began-before' });
      expect(await store.beginAction('a-2', begins('a-2', 30))).toEqual({ kind: 'begins' });
      expect(await store.audit(0)).toEqual([begins('a-1'), begins('a-2', 30)]);
    });

    it('lets nobody begin an action who does not hold the lease', async () => {
      const other = await open();
      await other.claim(30);
      await other.load();
      await expect(other.beginAction('a-1', begins('a-1'))).rejects.toThrow(LeadLostError);
      await other.close();
      expect(await store.audit(0)).toEqual([]);
    });

    it('lets no action begin once anybody has stopped recovery, and says who', async () => {
      const stop = { at: 10, by: 'anna', via: 'command' } as const;
      const other = await open();
      await other.stopRecovery(stop);
      expect(await store.beginAction('a-1', begins('a-1'))).toEqual({ kind: 'stopped', stop });
      await other.endRecoveryStop({ at: 20, who: 'anna' });
      await other.close();
      expect(await store.beginAction('a-1', begins('a-1', 30))).toEqual({ kind: 'begins' });
    });

    it('is stopped for all who share it until that is ended, and knows who did either', async () => {
      const other = await open();
      expect(await store.recoveryStop()).toBeUndefined();
      const stop = { at: 10, by: 'anna', via: 'command', reason: 'we move' } as const;
      await other.stopRecovery(stop);
      await other.stopRecovery({ at: 11, by: 'boris', via: 'page' });
      expect(await store.recoveryStop()).toEqual(stop);
      await store.save(record(12));
      expect(await store.recoveryStop()).toEqual(stop);
      expect(await other.endRecoveryStop({ at: 20, who: 'boris' })).toEqual(stop);
      expect(await other.endRecoveryStop({ at: 21, who: 'boris' })).toBeUndefined();
      expect(await store.recoveryStop()).toBeUndefined();
      await other.close();
      expect((await store.audit(0)).map(({ who, what }) => `${who} ${what}`)).toEqual([
        'anna stop',
        'boris stop',
        'boris end-stop',
      ]);
    });

    it('takes what a person says in the midst of a save, and neither waits for the other', async () => {
      const other = await open();
      const said: AuditEntry = { at: 20, who: 'anna', what: 'approve', about: { approval: 'x' } };
      const nodes = new Map(
        Array.from({ length: 5000 }, (_, index) => [`container/vm-1/c-${String(index)}`, heard(1)]),
      );
      const saving = store.save(record(1, { nodes }));
      await nextTurn();
      await other.addToAudit([said]);
      await saving;
      expect(await store.audit(0)).toEqual([said]);
      await other.close();
    });

    it('keeps what recovery decided with the cycle that decided it, or neither', async () => {
      const entry: AuditEntry = { at: 1, who: 'linchpin', what: 'recover', about: { step: 'intended' } };
      await store.save(record(1, { audit: [entry] }));
      const broken = { host: 'a', key: 'b', value: 1, clock: null as unknown as number, ns: 0 };
      await expect(store.save(record(2, { audit: [{ ...entry, at: 2 }], outbox: [broken] }))).rejects.toThrow();
      expect(await store.audit(0)).toEqual([entry]);
    });

    it('keeps what recovery remembers until it is another', async () => {
      const { recovery } = emptyMemory;
      expect(await store.recovery()).toEqual(recovery);
      const seen = { signal: 'version', value: '1.2', lastAt: 1, longest: 60 } as const;
      const stop = { by: 'Zabbix', via: 'zabbix', at: 0, reason: 'a macro' } as const;
      const remembered = { ...recovery, planned: 2, versions: { 'pod/a': [seen] }, stop };
      await store.save(record(1, { recovery: remembered }));
      await store.save(record(2));
      await store.close();
      store = await held(open());
      expect(await store.recovery()).toEqual(remembered);
      expect((await store.load()).recovery).toEqual(remembered);
      await store.save(record(3, { recovery }));
      expect(await store.recovery()).toEqual(recovery);
    });

    it('tells of actions and of what people said to plans, and of nothing else', async () => {
      const said: AuditEntry = { at: 20, who: 'anna', what: 'approve', about: { approval: 'x' } };
      await store.beginAction('a-1', begins('a-1', 10));
      await store.stopRecovery({ at: 11, by: 'anna', via: 'command' });
      await store.addToAudit([said]);
      expect(await store.recoveryWords(0)).toEqual([begins('a-1', 10), said]);
      expect(await store.recoveryWords(15)).toEqual([said]);
    });
  });
}
