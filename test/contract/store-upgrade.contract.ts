import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toIso } from '../../src/domain/instant.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { DatabasePlace } from '../../src/store/open-store.ts';
import { OlderSite } from '../support/older-site.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** What an older program left, as its own tables tell: by a query, since what the present one makes of them is on trial. */
export interface OlderStore {
  readonly place: DatabasePlace;
  readonly environment: NodeJS.ProcessEnv;
  readonly rows: (query: string) => Promise<Rows>;
}

interface Left {
  readonly at: Instant;
  readonly queued: readonly { readonly sequence: number; readonly key: unknown; readonly clock: number }[];
  readonly silenced: Rows;
  readonly incidents: readonly { readonly id: string; readonly state: string; readonly onset: string }[];
  readonly keptCycles: boolean;
}

/** That the present program goes on with what an older one left. */
export function storeUpgradeContract(name: string, open: (site: OlderSite) => Promise<OlderStore>): void {
  describe(name, () => {
    let site: OlderSite;
    let older: OlderStore;
    let left: Left;
    beforeAll(async () => {
      site = await OlderSite.start();
      older = await open(site);
      left = await leftIn(older);
    });
    afterAll(() => site.stop());

    async function inStore<Found>(look: (store: Store) => Promise<Found>): Promise<Found> {
      const store = await openStore(older.place);
      try {
        return await look(store);
      } finally {
        await store.close();
      }
    }

    it('still has what waits for Zabbix', async () => {
      const queued = await inStore((store) => store.outbox());
      expect(queued.map(({ sequence, value: { key, clock } }) => ({ sequence, key, clock }))).toEqual(left.queued);
      expect(left.queued).not.toEqual([]);
    });

    it('still has what operators silenced', async () => {
      const silenced = await inStore((store) => store.silences(left.at));
      expect(silenced.map(({ node, who, reason, until }) => ({ node, who, reason, until }))).toEqual(left.silenced);
    });

    it('still has what became of incidents, of open and closed ones', async () => {
      expect(left.incidents.map(({ state }) => state)).toEqual(['closed', 'open']);
      for (const { id, state, onset } of left.incidents) {
        const history = await inStore((store) => store.incidentHistory(id));
        expect(history.at(-1)?.incident).toMatchObject({ id, state, onset });
        expect(history.length).toBe(3);
      }
    });

    it('still knows how full the bucket of a growth rule is', async () => {
      const { nodes } = await inStore((store) => store.load());
      const rule = nodes.get('container/vm-2/storage-2')?.rules['restarts'];
      // Twelve restarts, of which the line takes four an hour, and two minutes had gone by.
      expect(rule?.kind === 'growth' && rule.level).toBeCloseTo(12, 0);
    });

    it('tells how all stood before, where the older one kept when it judged', async () => {
      const then = await inStore((store) => store.stateAt(left.at));
      const open = left.incidents.filter(({ state }) => state === 'open').map(({ id }) => id);
      expect(then?.incidents.map(({ id }) => id)).toEqual(left.keptCycles ? open : undefined);
    });

    it('is gone on with: the open incident stays the one that it is, and what waited is sent', async () => {
      const { result } = await site.cycle(left.at + 30, older.environment);
      const open = left.incidents.filter(({ state }) => state === 'open');
      expect(result?.incidents.map(({ id, onset, state }) => ({ id, onset, state }))).toEqual(open);
      const waiting = new Set((await inStore((store) => store.outbox())).map(({ sequence }) => sequence));
      expect(left.queued.filter(({ sequence }) => waiting.has(sequence))).toEqual([]);
      const [first] = site.site.zabbix.sent('linchpin.heartbeat');
      expect(first?.clock).toBe(left.queued.find(({ key }) => key === 'linchpin.heartbeat')?.clock);
    });

    it('tells how all stood since', async () => {
      const then = await inStore((store) => store.stateAt(left.at + 31));
      const open = left.incidents.filter(({ state }) => state === 'open').map(({ id, onset }) => ({ id, onset }));
      expect(then?.incidents.map(({ id, onset }) => ({ id, onset: toIso(Math.floor(onset)) }))).toEqual(open);
      expect(then?.nodes.get('pod/storage')).toMatchObject({ standing: { state: 'working', reserve: 0 } });
    });
  });
}

async function leftIn({ rows }: OlderStore): Promise<Left> {
  const migrations = (await rows('select name from kysely_migration order by name')).map(({ name }) => String(name));
  const kept = await rows('select id, state, changed_at, incident from incident order by changed_at');
  const incidents = kept.map(({ id, state, incident }) => {
    const { onset } = JSON.parse(String(incident)) as { readonly onset: string };
    return { id: String(id), state: String(state), onset };
  });
  // PostgreSQL gives its large whole numbers as text.
  const queued = (await rows('select sequence, key, clock from outbox order by sequence')).map((row) => ({
    sequence: Number(row['sequence']),
    key: row['key'],
    clock: Number(row['clock']),
  }));
  return {
    at: Math.max(...queued.map(({ clock }) => clock)) + 0.999,
    queued,
    silenced: migrations.length > 1 ? await rows('select node, who, reason, until from silence') : [],
    incidents,
    keptCycles: migrations.length > 3,
  };
}
