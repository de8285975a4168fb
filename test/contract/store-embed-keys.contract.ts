import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports.ts';
import type { StoreOpener } from './store.contract.ts';

/** How every store keeps the keys by which systems are shown in pages of others. */
export function storeEmbedKeysContract(name: string, makeOpener: () => Promise<StoreOpener>): void {
  describe(name, () => {
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      const open = await makeOpener();
      store = await open();
      other = await open();
    });
    afterEach(async () => {
      await store.close();
      await other.close();
    });

    const [mail, files] = ['system/mail', 'system/files'];

    it('there are no keys at first', async () => {
      expect(await store.embedKeys.all()).toEqual([]);
    });

    it('a key that one process adds is known to another one at once, oldest first', async () => {
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 20.5 });
      await store.embedKeys.add({ digest: 'c', system: mail, madeAt: 10 });
      expect(await other.embedKeys.all()).toEqual([
        { digest: 'c', system: mail, madeAt: 10 },
        { digest: 'b', system: mail, madeAt: 20.5 },
      ]);
    });

    it('the keys of the systems named end, but for the one that stays', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 });
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 2 });
      await store.embedKeys.add({ digest: 'c', system: files, madeAt: 3 });
      expect(await store.embedKeys.end({ systems: [mail], except: 'b', endsAt: 90 })).toBe(1);
      expect((await other.embedKeys.all()).map(({ endsAt }) => endsAt)).toEqual([90, undefined, undefined]);
    });

    it('an end comes earlier, never later', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 });
      await store.embedKeys.end({ systems: [mail], endsAt: 50 });
      expect(await store.embedKeys.end({ systems: [mail], endsAt: 90 })).toBe(0);
      expect(await store.embedKeys.all()).toMatchObject([{ endsAt: 50 }]);
      expect(await store.embedKeys.end({ systems: [mail], endsAt: 20 })).toBe(1);
      expect(await store.embedKeys.all()).toMatchObject([{ endsAt: 20 }]);
    });

    it('what has ended is forgotten when a new key is added', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 });
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 2 });
      await store.embedKeys.end({ systems: [mail], except: 'b', endsAt: 50 });
      await store.embedKeys.add({ digest: 'c', system: files, madeAt: 49 });
      expect((await store.embedKeys.all()).map(({ digest }) => digest)).toEqual(['a', 'b', 'c']);
      await store.embedKeys.add({ digest: 'd', system: files, madeAt: 50 });
      expect((await store.embedKeys.all()).map(({ digest }) => digest)).toEqual(['b', 'c', 'd']);
    });
  });
}
