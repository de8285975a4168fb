import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports.ts';
import { LeadLostError } from '../../src/domain/lead-lost.ts';
import { held } from '../support/held-store.ts';
import { resultAt } from '../support/results.ts';
import { record, value } from './store.contract.ts';
import type { StoreOpener } from './store.contract.ts';

/** Who may save into a store that several share, whatever database is behind it. */
export function storeLeaseContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  describe(name, () => {
    let open: StoreOpener;
    let one: Store;
    let other: Store;
    beforeEach(async () => {
      open = await makeOpener();
      one = await open();
      other = await open();
    });
    afterEach(async () => {
      await one.close();
      await other.close();
    });

    /** Nothing prolongs it, so that it runs out within the test. */
    const short = 0.2;
    const runOut = (): Promise<void> => sleep(short * 1000 + 50);

    it('is held by one at a time, who is named to the others', async () => {
      expect(await one.claim(30)).toMatchObject({ kind: 'taken' });
      expect(await other.claim(30)).toEqual({ kind: 'held', by: expect.stringMatching(/, process \d+$/) as string });
      expect(await one.claim(30)).toMatchObject({ kind: 'kept' });
    });

    it('given back is taken at once, in a new term, and nobody is said to have let it run out', async () => {
      const first = await one.claim(30);
      await one.close();
      one = await open();
      const second = await other.claim(30);
      expect(second).toEqual({ kind: 'taken', term: expect.any(Number) as number });
      expect(second).not.toEqual(first);
    });

    it('not prolonged is taken when it has run out, and not before; who let it is named', async () => {
      await one.claim(short);
      expect(await other.claim(30)).toMatchObject({ kind: 'held' });
      await runOut();
      expect(await other.claim(30)).toMatchObject({
        kind: 'taken',
        from: expect.stringContaining('process') as string,
      });
    });

    it('run out is still that of who had it, as long as nobody has taken it: nothing is lost', async () => {
      await held(Promise.resolve(one));
      await one.claim(short);
      await runOut();
      await one.save(record(1));
      expect(await other.claim(30)).toMatchObject({ kind: 'held' });
    });

    it('lost lets nothing more be written, and the one who has it does not notice', async () => {
      await held(Promise.resolve(one));
      await one.save(record(1, { outbox: [value('a', 1)] }));
      await one.claim(short);
      await runOut();
      await held(Promise.resolve(other));
      const [queued] = await one.outbox();
      await expect(one.save(record(2, { outbox: [value('b', 2)] }))).rejects.toThrow(LeadLostError);
      await expect(one.confirm([queued!.sequence])).rejects.toThrow(LeadLostError);
      await other.save(record(3, { outbox: [value('c', 3)] }));
      expect(await other.lastResult()).toEqual(resultAt(3));
      expect((await other.outbox()).map((entry) => entry.value.key)).toEqual(['a', 'c']);
    });

    it('taken anew allows to save only once what the others left was loaded', async () => {
      await held(Promise.resolve(one));
      await one.claim(short);
      await runOut();
      await held(Promise.resolve(other));
      await other.save(record(5));
      await other.close();
      other = await open();
      expect(await one.claim(30)).toMatchObject({ kind: 'taken' });
      await expect(one.save(record(6))).rejects.toThrow(LeadLostError);
      await one.load();
      await one.save(record(6));
      expect((await one.savedCycle())?.judgedAt).toBe(6);
    });

    it('keeps nobody from reading, nor from silencing', async () => {
      await held(Promise.resolve(one));
      await one.save(record(1));
      await other.addSilences([{ id: '1', node: 'pod/a', since: 1, until: 9, reason: 'a disk', who: 'anna' }]);
      expect((await one.silences(0)).length).toBe(1);
      expect(await other.lastResult()).toEqual(resultAt(1));
    });
  });
}
