import { complaints } from './complaints.ts';
import { secretOrNote, textOrNote } from './read-secret.ts';
import type { Surroundings } from './read-secret.ts';
import type { Written } from './schema.ts';
import type { ZabbixCredentials, ZabbixSettings } from './settings.ts';
import { trapperProtection } from './trapper-access.ts';

type WrittenZabbix = NonNullable<Written['zabbix']>;

/** How to reach Zabbix; `undefined` where something needed for it is missing, which is then noted. */
export async function zabbixAccess(
  { zabbix = {} }: Written,
  around: Surroundings,
): Promise<ZabbixSettings | undefined> {
  const { url, timeout = 30, concurrency = 3, groups = [], trapper, push = 'auto', allowPlainHttp = false } = zabbix;
  if (url === undefined) around.note(complaints.noUrl(), ['zabbix', 'url']);
  const credentials = await credentialsOf(zabbix, around);
  const ca = zabbix.ca === undefined ? {} : await authorities(zabbix.ca, around);
  const trapperTls = trapper?.tls && (await trapperProtection(trapper.tls, around));
  if (url === undefined || credentials === undefined || ca === undefined || !URL.canParse(url)) return undefined;
  return {
    url,
    credentials,
    ...ca,
    timeout,
    concurrency,
    groups,
    trapperNodes: trapper?.nodes ?? [`${new URL(url).hostname}:10051`],
    ...(trapperTls && { trapperTls }),
    push,
    allowPlainHttp,
  };
}

async function credentialsOf(zabbix: WrittenZabbix, around: Surroundings): Promise<ZabbixCredentials | undefined> {
  const { token, user, password } = zabbix;
  if (token !== undefined) {
    const secret = await secretOrNote({ key: 'token', path: ['zabbix', 'token'] }, token, around);
    return secret && { kind: 'token', token: secret };
  }
  if (user === undefined) {
    around.note(complaints.noCredential(), ['zabbix', 'token']);
    return undefined;
  }
  if (password === undefined) {
    around.note(complaints.noPassword(), ['zabbix', 'user']);
    return undefined;
  }
  const secret = await secretOrNote({ key: 'password', path: ['zabbix', 'password'] }, password, around);
  return secret && { kind: 'password', user, password: secret };
}

async function authorities(written: string, around: Surroundings): Promise<{ ca: string } | undefined> {
  const ca = await textOrNote({ key: 'ca', path: ['zabbix', 'ca'] }, written, around);
  return ca === undefined ? undefined : { ca };
}
