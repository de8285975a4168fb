import { gunzipSync } from 'node:zlib';
import type { Kysely } from 'kysely';

interface Before {
  readonly model_source: { readonly hash: string; readonly source: string };
  readonly model_version: { readonly since: number; readonly hash: string };
  readonly model_change: { readonly part: string; readonly at: number; readonly became: string | null };
}

/** Of a model that changes, only the parts that did are kept anew: a file, a server, disk or container taken over. */
export const modelParts0006 = {
  async up(database: Kysely<Before>): Promise<void> {
    await database.schema
      .createTable('model_change')
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('at', 'double precision', (column) => column.notNull())
      .addColumn('became', 'text')
      .addPrimaryKeyConstraint('model_change_pk', ['part', 'at'])
      .execute();
    await database.schema.createIndex('model_change_at').on('model_change').column('at').execute();
    await takeOver(database);
    await database.schema.dropTable('model_version').execute();
    await database.schema.dropTable('model_source').execute();
  },
};

async function takeOver(database: Kysely<Before>): Promise<void> {
  const versions = await database.selectFrom('model_version').selectAll().orderBy('since').execute();
  let before = new Map<string, string>();
  for (const { since: at, hash } of versions) {
    const row = await database.selectFrom('model_source').select('source').where('hash', '=', hash).executeTakeFirst();
    if (row === undefined) continue;
    const after = partsOf(gunzipSync(Buffer.from(row.source, 'base64')).toString());
    const rows = [
      ...[...after].filter(([part, text]) => before.get(part) !== text).map(([part, became]) => ({ part, at, became })),
      ...[...before.keys()].filter((part) => !after.has(part)).map((part) => ({ part, at, became: null })),
    ];
    for (let from = 0; from < rows.length; from += 200) {
      await database
        .insertInto('model_change')
        .values(rows.slice(from, from + 200))
        .execute();
    }
    before = after;
  }
}

type Named = Readonly<Record<'id' | 'server' | 'name', string>>;

/** Its form is that of this migration's time, whatever the program has become. */
function partsOf(source: string): Map<string, string> {
  const { files, taken } = JSON.parse(source) as {
    readonly files: readonly { readonly path: string; readonly text: string }[];
    readonly taken?: Readonly<Record<'servers' | 'disks' | 'containers', readonly Named[]>>;
  };
  const { servers = [], disks = [], containers = [] } = taken ?? {};
  return new Map([
    ...files.map(({ path, text }) => [`file ${path}`, text] as const),
    ...servers.map((server) => [`server ${server.id}`, JSON.stringify(server)] as const),
    ...disks.map((disk) => [`disk ${disk.server}/${disk.id}`, JSON.stringify(disk)] as const),
    ...containers.map((one) => [`container ${one.server}/${one.name}`, JSON.stringify(one)] as const),
  ]);
}
