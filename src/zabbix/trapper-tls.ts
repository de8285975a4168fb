import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, checkServerIdentity } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { TrapperNode } from './trapper-node.ts';

/** How connections to trappers are protected: by a secret that both sides know, or by certificates. */
export type TrapperTls =
  | {
      readonly kind: 'psk';
      readonly identity: string;
      /** Hexadecimal digits, as Zabbix has them. */
      readonly key: string;
    }
  | {
      readonly kind: 'certificate';
      /** PEM texts: the authority of Zabbix's certificate; Linchpin's own certificate and its key. */
      readonly ca: string;
      readonly cert: string;
      readonly key: string;
      /** The name that Zabbix's certificate bears, where that is not the node's. */
      readonly serverName?: string;
    };

/** What Zabbix offers with a pre-shared key: TLS 1.2 suites with AES, the ones with forward secrecy first. */
const pskSuites = 'ECDHE-PSK-AES128-CBC-SHA256:ECDHE-PSK-AES256-CBC-SHA384:PSK+AES';

/** Opens a protected connection; the socket says `secureConnect` once the other side has proven itself. */
export function connectSecurely(node: TrapperNode, tls: TrapperTls): Socket {
  return connect({ host: node.host, port: node.port, ...protection(node, tls) });
}

function protection(node: TrapperNode, tls: TrapperTls): ConnectionOptions {
  if (tls.kind === 'psk') {
    return {
      // In TLS 1.3 pre-shared keys mean something else, which Node does not offer.
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: pskSuites,
      pskCallback: () => ({ identity: tls.identity, psk: Buffer.from(tls.key, 'hex') }),
      // There is no certificate to look at: who does not know the key cannot finish the handshake.
      checkServerIdentity: () => undefined,
    };
  }
  const name = tls.serverName ?? node.host;
  return {
    minVersion: 'TLSv1.2',
    ca: tls.ca,
    cert: tls.cert,
    key: tls.key,
    // A name is announced to the server only where it is one: addresses are not allowed there.
    ...(isIP(name) === 0 && { servername: name }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  };
}

/**
 * What it means that a protected connection failed after it was there, by the code that Node gives. Zabbix closes it
 * without a word where it does not know an identity or trust a certificate (measured), so that may also be a lost one.
 */
export function protectionFailure(
  code: string,
  tls: TrapperTls,
): { readonly isCertain: boolean; readonly what: string } {
  if (/ALTNAME/u.test(code)) {
    const advice = 'give the name that it bears as zabbix.trapper.tls.serverName';
    return { isCertain: true, what: `has a certificate for another name (${code}): ${advice}` };
  }
  if (/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/u.test(code)) {
    const advice = 'give the file of the authority that signed it as zabbix.trapper.tls.ca';
    return { isCertain: true, what: `has a certificate that is not trusted (${code}): ${advice}` };
  }
  const isCertain = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/u.test(code);
  const advice =
    tls.kind === 'psk'
      ? "identity and key must be those of Linchpin's hosts in Zabbix (Encryption, connections from host: PSK), and a Zabbix server knows new ones after it has read its configuration"
      : 'the Zabbix server needs TLSCertFile and TLSKeyFile, and a TLSCAFile with the authority that signed zabbix.trapper.tls.cert';
  return { isCertain, what: `broke the protected connection off (${code}): ${advice}` };
}
