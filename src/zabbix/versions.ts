import { WorldError } from '../ports.ts';

/** What differs between the versions of Zabbix that Linchpin speaks with. */
export interface VersionAdapter {
  readonly line: '6.0';
  /** Where the token goes: 6.0 knows only the `auth` of the body, later versions the header. */
  readonly tokenIn: 'body' | 'header';
}

const adapters: readonly VersionAdapter[] = [{ line: '6.0', tokenIn: 'body' }];

/** The adapter for a version as `apiinfo.version` tells it; throws `WorldError` ("refused") for one that is not built yet. */
export function adapterFor(version: string, url: string): VersionAdapter {
  const line = /^(\d+\.\d+)(\D|$)/.exec(version)?.[1];
  const adapter = adapters.find((candidate) => candidate.line === line);
  if (adapter === undefined) {
    throw new WorldError(
      'refused',
      `Zabbix ${version} at ${url}: only 6.0 is built so far. Point Linchpin at a Zabbix 6.0 LTS.`,
    );
  }
  return adapter;
}
