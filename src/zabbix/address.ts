import { isLoopback } from '../domain/loopback.ts';
import { WorldError } from '../ports.ts';
import { quoted } from './errors.ts';

const script = 'api_jsonrpc.php';

/** Where the API of a Zabbix is. */
export interface ZabbixAddress {
  readonly api: string;
  /** It is this machine: what is sent does not cross a network. */
  readonly isLoopback: boolean;
}

/**
 * Reads the address that people gave, with or without `api_jsonrpc.php`. Throws `WorldError` ("invalid") where it is
 * none, holds a secret, or would send the token over a network in the clear without `allowPlainHttp`.
 */
export function readAddress(text: string, allowPlainHttp: boolean): ZabbixAddress {
  if (!URL.canParse(text)) {
    throw invalid(`"${quoted(text)}" is not an address`);
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`"${url.protocol}//" is not supported`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('the address holds a user name or password, which do not belong there');
  }
  if (url.search !== '' || url.hash !== '') {
    throw invalid('the address goes on after the path, from ? or # on');
  }
  const isHere = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !isHere && !allowPlainHttp) {
    throw invalid(
      `${url.origin} would get the token unencrypted; use https, or set \`zabbix.allowPlainHttp: true\` where that network is trusted`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  const api = path.endsWith(`/${script}`) ? path : `${path}/${script}`;
  return { api: `${url.origin}${api}`, isLoopback: isHere };
}

function invalid(found: string): WorldError {
  return new WorldError(
    'E208',
    `\`zabbix.url\`: ${found}. Expected the address of the Zabbix frontend, such as https://zabbix.example.org/zabbix.`,
  );
}
