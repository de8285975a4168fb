import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { storeUpgradeContract } from '../contract/store-upgrade.contract.ts';

const older = 'test/store/older';

for (const name of readdirSync(older).filter((file) => /^\d+\.sql$/u.test(file))) {
  storeUpgradeContract(`a store on SQLite that an older Linchpin left, as in ${name},`, ({ site }) => {
    const file = join(site.folder.path, 'linchpin.db');
    const database = new Sqlite(file);
    database.exec(readFileSync(join(older, name), 'utf8'));
    database.close();
    const rows = (query: string): Promise<never[]> => {
      const reading = new Sqlite(file, { readonly: true });
      try {
        return Promise.resolve(reading.prepare(query).all() as never[]);
      } finally {
        reading.close();
      }
    };
    return Promise.resolve({ place: { sqlite: file }, environment: {}, rows });
  });
}
