import { WorldError } from '../ports.ts';

/** One trapper port of a Zabbix server or proxy. */
export interface TrapperNode {
  readonly host: string;
  readonly port: number;
}

/** Where a Zabbix server or proxy listens unless told otherwise (`ListenPort`). */
export const defaultPort = 10_051;

/** Reads `host`, `host:port` or `[ipv6]:port`; `undefined` for anything else. */
export function readTrapperNode(text: string): TrapperNode | undefined {
  const match = /^(?:\[(?<ipv6>[0-9a-fA-F:.%a-z]+)\]|(?<name>[^\s:[\]/]+))(?::(?<port>\d{1,5}))?$/.exec(text.trim());
  const host = match?.groups?.['ipv6'] ?? match?.groups?.['name'];
  const port = Number(match?.groups?.['port'] ?? defaultPort);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** Reads what people wrote as a node; throws `WorldError` ("invalid") where it is none. */
export function parseTrapperNode(text: string): TrapperNode {
  const node = readTrapperNode(text);
  if (node !== undefined) return node;
  throw new WorldError(
    'E219',
    `zabbix.trapper.nodes: "${text}" is no address; write host:port, such as zbx1:${defaultPort} or [::1]:${defaultPort}.`,
  );
}

/** Writes a node as people write it. */
export function nodeText({ host, port }: TrapperNode): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
