import type { Complaint } from '../model/findings.ts';
import { complaints } from './complaints.ts';
import { readSecret } from './read-secret.ts';
import type { Surroundings } from './read-secret.ts';
import type { SecretSource } from './form/schema.ts';
import type { Written } from './schema.ts';
import { strikeOut } from './secrets.ts';
import type { PostgresAddress, StoreSettings } from './settings.ts';

const day = 86_400;
const path = ['store', 'postgres', 'url'];

/** Where the state is kept; an address that can't be used is noted, and whoever asks for it is told the same. */
export async function storeAccess({ store = {} }: Written, around: Surroundings): Promise<StoreSettings> {
  const { sqlite, postgres, keep = 90 * day, maxSize } = store;
  const rest = { keep, ...(maxSize !== undefined && { maxSize }) };
  if (postgres !== undefined) return { postgres: await postgresAddress(postgres.url, around), ...rest };
  const file = sqlite === undefined ? '/var/lib/linchpin/linchpin.db' : around.pathOf(sqlite, ['store', 'sqlite']);
  return { sqlite: file, ...rest };
}

async function postgresAddress(from: SecretSource, around: Surroundings): Promise<PostgresAddress> {
  const reading = await readSecret({ key: 'store.postgres.url', path }, from, around);
  const wrong = 'secret' in reading ? mistakeIn(reading.secret.reveal()) : reading.complaint;
  if (wrong !== undefined || !('secret' in reading)) {
    const complaint = wrong ?? complaints.badPostgresUrl('it is missing');
    around.note(complaint, path);
    return { name: 'PostgreSQL', mistake: complaint.message };
  }
  const { secret: url } = reading;
  const address = new URL(url.reveal());
  strikeOut(address.password);
  strikeOut(decodeURIComponent(address.password));
  return { name: nameOf(address), url };
}

/** What is wrong with an address; no part of it is shown, since any may be the password. */
function mistakeIn(text: string): Complaint | undefined {
  if (!URL.canParse(text)) return complaints.badPostgresUrl('it is no address');
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    return complaints.badPostgresUrl('it does not begin with postgres://');
  }
  if (!isEscaped(url)) {
    return complaints.badPostgresUrl('a sign in it is not escaped; in a password, % is written %25 and # is %23');
  }
  const database = databaseOf(url);
  if (database === '') return complaints.badPostgresUrl('it names no database');
  // A slash in a password that is not escaped ends the host: what follows must not be shown as a name.
  if (/[/@:%]/u.test(database)) {
    return complaints.badPostgresUrl('its database is none; in a password, / is written %2F, @ is %40 and : is %3A');
  }
  const names = [...url.searchParams.keys()];
  if (names.some((name, index) => !parameters.includes(name) || names.indexOf(name) !== index)) {
    return complaints.badPostgresUrl(
      `after the \`?\` each of ${parameters.join(', ')} may stand once, and nothing else`,
    );
  }
  if (url.searchParams.get('host') === '') return complaints.badPostgresUrl('its `host` is empty');
  const mode = url.searchParams.get('sslmode');
  return mode === null || mode === 'verify-full' || mode === 'disable' ? undefined : complaints.badSslMode();
}

/** What follows a `#` would be lost, and it may be the end of a password whose beginning then looks like the database. */
function isEscaped({ hash, username, password, hostname, pathname }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}${hostname}${pathname}`);
    return hash === '';
  } catch {
    return false;
  }
}

/** What may be said of a connection beside its place. */
const parameters = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'host'];

function nameOf(url: URL): string {
  const host = url.searchParams.get('host') ?? url.hostname;
  const where = host === '' ? '' : ` on ${host}${url.port === '' ? '' : `:${url.port}`}`;
  return `PostgreSQL database ${databaseOf(url)}${where}`;
}

function databaseOf(url: URL): string {
  return url.pathname.replace(/^\//u, '');
}
