import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../../src/config/secrets.ts';
import { openStore } from '../../src/store/open-store.ts';
import { postgresFault } from '../../src/store/postgres-faults.ts';
import { fatal, ready, startupOnlyPostgres } from '../support/startup-only-postgres.ts';
import type { StartupOnlyPostgres } from '../support/startup-only-postgres.ts';

const at = (url: string) => ({ postgres: { name: 'the database', url: new Secret(url) } });
const starting = fatal('57P03', 'the database system is starting up');

let postgres: StartupOnlyPostgres;
afterEach(() => {
  postgres.close();
  vi.unstubAllEnvs();
});

describe('a connection to PostgreSQL', () => {
  beforeEach(async () => {
    postgres = await startupOnlyPostgres(() => starting);
  });

  it('begins only with parameters that PgBouncer knows', async () => {
    await expect(openStore(at(`postgres://me:x@127.0.0.1:${postgres.port}/linchpin`))).rejects.toThrow(/starting/);
    const known = ['application_name', 'client_encoding', 'database', 'user'];
    expect(postgres.startups.map((startup) => Object.keys(startup).sort())).toEqual([known]);
  });

  it('goes to this machine where the address names no host, whatever the environment names', async () => {
    vi.stubEnv('PGHOST', 'nowhere.invalid');
    vi.stubEnv('PGPORT', String(postgres.port));
    await expect(openStore(at('postgres:///linchpin'))).rejects.toThrow(/starting/);
  });

  it.each([
    ['', 'tls'],
    ['?host=', 'tls'],
    ['?sslmode=disable', 'plain'],
  ])('to another machine asks for TLS unless told otherwise: %s', async (rest, how) => {
    // A name of this machine that does not look like one.
    await expect(openStore(at(`postgres://me:x@0.0.0.0:${postgres.port}/linchpin${rest}`))).rejects.toThrow();
    expect(postgres.startups.map((startup) => (startup === 'tls' ? 'tls' : 'plain'))).toEqual([how]);
  });
});

describe('a session of PostgreSQL', () => {
  it('that ends as soon as it began is told as a fault, and ends nothing else', async () => {
    postgres = await startupOnlyPostgres(() => Buffer.concat([ready, fatal('57P01', 'terminating connection')]));
    await expect(openStore(at(`postgres://me:x@127.0.0.1:${postgres.port}/linchpin`))).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });
});

it('tells a certificate that was revoked as one that is not trusted', () => {
  const error = Object.assign(new Error('certificate revoked'), { code: 'CERT_REVOKED' });
  expect(postgresFault(error)?.found).toContain('not trusted');
});
