import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemKeys } from '../../src/domain/item-keys.ts';
import { TrapperSender } from '../../src/zabbix/sender.ts';
import type { TrapperTls } from '../../src/zabbix/trapper-tls.ts';
import { eventually } from '../support/eventually.ts';
import { Anything, ProvisionedSite, Rows } from './provision-site.ts';

const trapper = process.env['LINCHPIN_ZABBIX_TRAPPER'] ?? '';
const tlsFolder = process.env['LINCHPIN_ZABBIX_TLS'] ?? '';
const identity = `Linchpin encryption test ${process.pid}`;
const [key, nextKey] = ['5c'.repeat(32), 'a7'.repeat(32)];
process.env['LINCHPIN_TEST_PSK'] = key;

const site = new ProvisionedSite({ group: 'Linchpin encryption test' });
const { admin } = site;

function configure(tls: string): void {
  const trapperSettings = tls === '' ? '' : `, trapper: { nodes: ['${trapper}'], tls: { ${tls} } }`;
  site.configure('mode: publish', trapperSettings);
}

let ns = 0;
/** Whether Zabbix takes a value of Linchpin's that comes so. */
async function takes(tls?: TrapperTls): Promise<boolean> {
  const sender = new TrapperSender({ nodes: [trapper], ...(tls && { tls }) });
  const clock = Math.floor(Date.now() / 1000);
  const value = { host: site.shownBy, key: itemKeys.cycleTime, value: 1, clock, ns: (ns += 1) };
  try {
    return (await sender.send([value])).accepted === 1;
  } catch {
    return false;
  }
}

async function changesOf(): Promise<readonly string[]> {
  return (await site.provision()).changes.map(({ text }) => text);
}

const psk = { kind: 'psk', identity, key } as const;
const isTaken = (value: boolean): boolean => value;

beforeAll(async () => {
  await site.clear();
  await site.build();
});
afterAll(async () => {
  configure('');
  await site.clear();
  site.close();
});

test('with a pre-shared key the host is made so that values come with it alone, and a second time changes nothing', async () => {
  configure(`psk: { identity: '${identity}', env: LINCHPIN_TEST_PSK }`);
  expect(await changesOf()).toContain(`create host "${site.shownBy}": shows system "Provisioned site"`);
  expect(await site.provision()).toEqual({ changes: [], advice: [] });
  await eventually('values with the key are taken', () => takes(psk), isTaken);
  expect(await takes()).toBe(false);
  expect(await takes({ ...psk, key: nextKey })).toBe(false);
});

test('a new key follows, as its change is told, and the old one is no longer taken', async () => {
  process.env['LINCHPIN_TEST_PSK'] = nextKey;
  const told = `update host "${site.shownBy}": expect the pre-shared key of identity "${identity}"`;
  expect((await site.provision({ dryRun: true })).changes.map(({ text }) => text)).toEqual([told]);
  expect(await changesOf()).toEqual([told]);
  expect(await changesOf()).toEqual([]);
  await eventually('values with the new key are taken', () => takes({ ...psk, key: nextKey }), isTaken);
  expect(await takes(psk)).toBe(false);
});

test('certificates are taken beside a key that people left there, and nothing unencrypted', async () => {
  const files = ['ca', 'cert', 'key'].map((_, index) =>
    join(tlsFolder, ['ca.pem', 'linchpin.pem', 'linchpin.key'][index] ?? ''),
  );
  configure(`ca: '${files[0]}', cert: '${files[1]}', key: { file: '${files[2]}' }`);
  expect(await changesOf()).toEqual([`update host "${site.shownBy}": take values with a certificate only`]);
  expect(await changesOf()).toEqual([]);
  const [ca = '', cert = '', own = ''] = files.map((file) => readFileSync(file, 'utf8'));
  await eventually(
    'values with the certificate are taken',
    () => takes({ kind: 'certificate', ca, cert, key: own }),
    isTaken,
  );
  expect(await takes({ ...psk, key: nextKey })).toBe(true);
  expect(await takes()).toBe(false);
});

test('what people opened stays open, and is told; and what would keep values out is told', async () => {
  const [host] = await admin.call('host.get', { output: ['hostid'], filter: { host: [site.shownBy] } }, Rows);
  await admin.call('host.update', { hostid: host?.['hostid'], tls_accept: 5, tls_connect: 1 }, Anything);
  expect(await site.provision()).toEqual({
    changes: [],
    advice: [expect.stringContaining(`Host "${site.shownBy}" takes values that come unencrypted too`)],
  });
  await admin.call('host.update', { hostid: host?.['hostid'], tls_accept: 4, tls_connect: 1 }, Anything);
  configure('');
  expect(await site.provision()).toEqual({
    changes: [],
    advice: [expect.stringContaining('takes values only encrypted')],
  });
});
