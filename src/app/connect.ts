import type { ZabbixSettings } from '../config/settings.ts';
import type { Log } from '../ports.ts';
import { ZabbixClient } from '../zabbix/client.ts';

/** The connection to the API of the Zabbix that is configured; `mayWrite` throws where nothing may be written there now. */
export function connect(
  zabbix: ZabbixSettings,
  { log, mayWrite }: { readonly log?: Log; readonly mayWrite?: () => void } = {},
): ZabbixClient {
  const { url, credentials, ca, timeout, concurrency, allowPlainHttp } = zabbix;
  return new ZabbixClient({
    url,
    credentials:
      credentials.kind === 'token'
        ? { kind: 'token', token: credentials.token.reveal() }
        : { kind: 'password', user: credentials.user, password: credentials.password.reveal() },
    ...(ca !== undefined && { ca }),
    timeout,
    concurrency,
    allowPlainHttp,
    ...(log !== undefined && { log }),
    ...(mayWrite !== undefined && { mayWrite }),
  });
}
