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
    const by = { at: 60, who: 'Berta' };

    it('there are no keys at first', async () => {
      expect(await store.embedKeys.all()).toEqual([]);
    });

    it('a key that one process adds is known to another one at once, oldest first', async () => {
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 20.5 }, 'Anna');
      await store.embedKeys.add({ digest: 'c', system: mail, madeAt: 10 }, 'Anna');
      expect(await other.embedKeys.all()).toEqual([
        { digest: 'c', system: mail, madeAt: 10 },
        { digest: 'b', system: mail, madeAt: 20.5 },
      ]);
    });

    it('the keys of the systems named end, but for the one that stays', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 }, 'Anna');
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 2 }, 'Anna');
      await store.embedKeys.add({ digest: 'c', system: files, madeAt: 3 }, 'Anna');
      expect(await store.embedKeys.end({ systems: [mail], except: 'b', endsAt: 90 }, by)).toBe(1);
      expect((await other.embedKeys.all()).map(({ endsAt }) => endsAt)).toEqual([90, undefined, undefined]);
    });

    it('an end comes earlier, never later', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 }, 'Anna');
      await store.embedKeys.end({ systems: [mail], endsAt: 50 }, by);
      expect(await store.embedKeys.end({ systems: [mail], endsAt: 90 }, by)).toBe(0);
      expect(await store.embedKeys.all()).toMatchObject([{ endsAt: 50 }]);
      expect(await store.embedKeys.end({ systems: [mail], endsAt: 20 }, by)).toBe(1);
      expect(await store.embedKeys.all()).toMatchObject([{ endsAt: 20 }]);
    });

    it('it is known who made and who ended a key, by the beginning of its digest', async () => {
      await store.embedKeys.add({ digest: 'a1b2c3d4e5f6', system: mail, madeAt: 10 }, 'Anna');
      await store.embedKeys.end({ systems: [mail], endsAt: 90 }, by);
      await store.embedKeys.end({ systems: [mail], endsAt: 95 }, by);
      const about = { system: 'mail', key: 'a1b2c3d4' };
      expect(await store.audit(0)).toEqual([
        { at: 10, who: 'Anna', what: 'embed-key', about },
        { at: 60, who: 'Berta', what: 'end-embed-key', about: { ...about, until: '1970-01-01T00:01:30Z' } },
      ]);
    });

    it('what has ended is forgotten when a new key is added', async () => {
      await store.embedKeys.add({ digest: 'a', system: mail, madeAt: 1 }, 'Anna');
      await store.embedKeys.add({ digest: 'b', system: mail, madeAt: 2 }, 'Anna');
      await store.embedKeys.end({ systems: [mail], except: 'b', endsAt: 50 }, by);
      await store.embedKeys.add({ digest: 'c', system: files, madeAt: 49 }, 'Anna');
      expect((await store.embedKeys.all()).map(({ digest }) => digest)).toEqual(['a', 'b', 'c']);
      await store.embedKeys.add({ digest: 'd', system: files, madeAt: 50 }, 'Anna');
      expect((await store.embedKeys.all()).map(({ digest }) => digest)).toEqual(['b', 'c', 'd']);
    });
  });
}
