import { pemMistake } from './certificate.ts';
import { complaints } from './complaints.ts';
import { secretOrNote, textOrNote } from './read-secret.ts';
import type { Surroundings } from './read-secret.ts';
import type { Written } from './schema.ts';
import type { Secret } from './secrets.ts';
import type { TrapperProtection } from './settings.ts';

type WrittenTls = NonNullable<NonNullable<NonNullable<Written['zabbix']>['trapper']>['tls']>;

const path = ['zabbix', 'trapper', 'tls'];

/** How connections to trappers are protected; `undefined` where that can't be read, which is then noted. */
export async function trapperProtection(tls: WrittenTls, around: Surroundings): Promise<TrapperProtection | undefined> {
  const { psk, ca, cert, key, serverName } = tls;
  if (psk !== undefined) {
    const { identity, ...from } = psk;
    const secret = await secretOrNote({ key: 'psk', path: [...path, 'psk'] }, from, around);
    return secret && preSharedKey(identity, secret, around);
  }
  // That all three are given is checked with the form.
  if (ca === undefined || cert === undefined || key === undefined) return undefined;
  const [authority, own, secret] = [
    await textOrNote({ key: 'ca', path: [...path, 'ca'] }, ca, around),
    await textOrNote({ key: 'cert', path: [...path, 'cert'] }, cert, around),
    await secretOrNote({ key: 'key', path: [...path, 'key'] }, key, around),
  ];
  if (authority === undefined || own === undefined || secret === undefined) return undefined;
  const wrong = pemMistake({ ca: authority, cert: own, key: secret });
  if (wrong !== undefined) {
    around.note(complaints.badCertificate(wrong), path);
    return undefined;
  }
  return {
    kind: 'certificate',
    ca: authority,
    cert: own,
    key: secret,
    ...(serverName !== undefined && { serverName }),
  };
}

/** Zabbix takes 32 to 512 hexadecimal digits (its manual, "Using pre-shared keys"). */
function preSharedKey(identity: string, key: Secret, { note }: Surroundings): TrapperProtection | undefined {
  if (/^(?:[0-9a-f]{2}){16,256}$/iu.test(key.reveal())) return { kind: 'psk', identity, key };
  note(complaints.badPsk(), [...path, 'psk']);
  return undefined;
}
