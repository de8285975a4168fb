import type { Kysely } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import { localId } from '../domain/node.ts';
import type { Act, AuditEntry, EmbedKey, EmbedKeyEnd, EmbedKeys } from '../ports.ts';
import { addToAudit } from './audit.ts';
import type { Engine } from './engine.ts';
import { withStoreFaults } from './engine.ts';
import type { Database } from './queries.ts';
import type { Tables } from './tables.ts';

/** The keys as a database of either kind keeps them. */
export class SqlEmbedKeys implements EmbedKeys {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  all(): Promise<readonly EmbedKey[]> {
    return this.#guard(readKeys);
  }

  add(key: EmbedKey, who: string): Promise<void> {
    const { digest, system, madeAt } = key;
    return this.#guard((database) =>
      database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('embed_key').where('ends_at', '<=', madeAt).execute();
        await transaction.insertInto('embed_key').values({ digest, system, made_at: madeAt, ends_at: null }).execute();
        await addToAudit(transaction, [{ at: madeAt, who, what: 'embed-key', about: about(key) }]);
      }),
    );
  }

  end({ systems, except, endsAt }: EmbedKeyEnd, by: Act): Promise<number> {
    return this.#guard((database) =>
      database.transaction().execute(async (transaction) => {
        const ended = (await readKeys(transaction)).filter(
          (key) => systems.includes(key.system) && key.digest !== except && isLater(key, endsAt),
        );
        for (const { digest } of ended) {
          await transaction.updateTable('embed_key').set({ ends_at: endsAt }).where('digest', '=', digest).execute();
        }
        const until = toIso(Math.floor(endsAt));
        await addToAudit(
          transaction,
          ended.map((key) => ({ ...by, what: 'end-embed-key', about: { ...about(key), until } })),
        );
        return ended.length;
      }),
    );
  }

  #guard<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T> {
    return withStoreFaults(this.#engine, () => work(this.#engine.database));
  }
}

async function readKeys(database: Database): Promise<readonly EmbedKey[]> {
  const rows = await database.selectFrom('embed_key').selectAll().orderBy('made_at').orderBy('digest').execute();
  return rows.map(({ digest, system, made_at: madeAt, ends_at: endsAt }) => ({
    digest,
    system,
    madeAt,
    ...(endsAt !== null && { endsAt }),
  }));
}

/** By the beginning of its digest a key can be told from others, and used for nothing. */
function about({ system, digest }: EmbedKey): AuditEntry['about'] {
  return { system: localId(system), key: digest.slice(0, 8) };
}

function isLater({ endsAt }: EmbedKey, than: Instant): boolean {
  return endsAt === undefined || endsAt > than;
}
