import type { ZabbixClient } from '../client.ts';
import type { DesiredObjects } from './desired.ts';
import { hostEncryptionsSchema } from './schema.ts';
import type { FoundHost } from './schema.ts';

/** How values come to our hosts where they come encrypted (contracts, `zabbix.trapper.tls`). */
export type HostEncryption =
  { readonly kind: 'psk'; readonly identity: string; readonly key: string } | { readonly kind: 'certificate' };

/** The bits of `tls_accept`, what a host takes of what comes to it (Zabbix manual, Host object). */
const bits = { none: 1, psk: 2, certificate: 4 } as const;

/** What is written to a host so that it takes what comes encrypted so and nothing unencrypted; `accepts` is what it takes so far. */
export function encryptionForm(encryption: HostEncryption, accepts = '0'): Readonly<Record<string, unknown>> {
  const tls_accept = (Number(accepts) & ~bits.none) | bits[encryption.kind];
  if (encryption.kind === 'certificate') return { tls_accept };
  return { tls_accept, tls_psk_identity: encryption.identity, tls_psk: encryption.key };
}

/** In words what a host of ours is to take; `undefined` where it does. What it takes besides is the site's to decide. */
export function encryptionChange(
  { hostid, tls_accept: accepts }: FoundHost,
  { encryption, keyed }: { readonly encryption?: HostEncryption; readonly keyed: ReadonlySet<string> },
): string | undefined {
  if (encryption === undefined) return undefined;
  const isAccepted = (Number(accepts) & bits[encryption.kind]) !== 0;
  if (encryption.kind === 'certificate') return isAccepted ? undefined : 'take values with a certificate only';
  const which = `the pre-shared key of identity "${encryption.identity}"`;
  if (!isAccepted) return `take values with ${which} only`;
  return keyed.has(hostid) ? undefined : `expect ${which}`;
}

/**
 * The ids of those hosts whose pre-shared key is the one wished for. Zabbix shows identity and key to nobody, but looks for
 * hosts by them (6.0.14, 7.0.22).
 */
export async function findKeyed(
  client: ZabbixClient,
  hosts: readonly FoundHost[],
  encryption: HostEncryption | undefined,
): Promise<ReadonlySet<string>> {
  const hostids = hosts.filter((host) => (Number(host.tls_accept) & bits.psk) !== 0).map(({ hostid }) => hostid);
  if (encryption?.kind !== 'psk' || hostids.length === 0) return new Set();
  const { identity, key } = encryption;
  // The same key may be written in small or capital digits.
  const filter = { tls_psk_identity: [identity], tls_psk: [...new Set([key, key.toLowerCase(), key.toUpperCase()])] };
  const asked = { output: ['hostid', 'host', 'tls_accept'], hostids, filter };
  return new Set((await client.call('host.get', asked, hostEncryptionsSchema)).map(({ hostid }) => hostid));
}

/** In words, where configuration and hosts disagree on encryption and only people can say which of them is right. */
export async function encryptionGaps(
  client: ZabbixClient,
  { hosts, encryption }: DesiredObjects,
): Promise<readonly string[]> {
  const asked = { output: ['hostid', 'host', 'tls_accept'], filter: { host: hosts.map(({ host }) => host) } };
  const found = await client.call('host.get', asked, hostEncryptionsSchema);
  return found.flatMap(({ host, tls_accept: accepts }) => {
    const takesPlain = (Number(accepts) & bits.none) !== 0;
    if (takesPlain === (encryption === undefined)) return [];
    return takesPlain
      ? [
          `Host "${host}" takes values that come unencrypted too (Encryption, connections from host): take "No encryption" away there, unless somebody needs it.`,
        ]
      : [
          `Host "${host}" takes values only encrypted (Encryption, connections from host), and \`zabbix.trapper.tls\` is not set: set it, or allow "No encryption" there.`,
        ];
  });
}
