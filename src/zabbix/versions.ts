import { WorldError } from '../ports.ts';

/** What differs between the versions of Zabbix that Linchpin speaks with; nothing outside this folder knows of versions. */
export interface VersionAdapter {
  /** As `apiinfo.version` tells it, such as `6.0.14`. */
  readonly version: string;
  /** Why it is not certain that Linchpin works with it; absent where that was tried on a real one or is documented. */
  readonly doubt?: string;
  /** Where the token goes: to the `auth` of the body (up to 6.2) or the header (from 6.4; from 7.2 on nothing else). */
  readonly tokenIn: 'body' | 'header';
  /** Whether templates have groups of their own (from 6.2) or are in host groups. */
  readonly templateGroups: 'their own' | 'host groups';
  /** The newest form of exports that both write: from 6.4 on templates name their vendor. */
  readonly exportForm: '6.0' | '6.4';
  /** Whether `host.get` says who watches a host by `proxy_hostid`, or by `proxyid` and `proxy_groupid` (from 7.0). */
  readonly proxies: 'proxy_hostid' | 'proxyid';
  /** Whether problems can be ranked as causes and symptoms (from 6.4). */
  readonly ranks: boolean;
  /** Whether there are connectors, and actions that may pass over symptoms (from 6.4). */
  readonly connectors: boolean;
  /** Whether the API takes values by `history.push` (from 7.0). */
  readonly historyPush: boolean;
  /** Whether scripts run for an API token too: 6.0 breaks off then, 7.0 does not; between them nobody looked. */
  readonly scriptsByToken: boolean;
  /** How many columns a dashboard has; from 7.0 on its widgets have other fields too. */
  readonly dashboardColumns: 24 | 72;
}

type Line = readonly [major: number, minor: number];

const oldest: Line = [6, 0];
const newest: Line = [8, 0];

/**
 * Lines that were tried on a real Zabbix (6.0, 7.0), or whose differences Zabbix's manual lists and the tests imitate
 * (7.4, 8.0). Those between follow the same rules without having been looked at; Zabbix no longer supports them.
 */
const lookedAt: ReadonlySet<string> = new Set(['6.0', '7.0', '7.4', '8.0']);

/**
 * The adapter for a version as `apiinfo.version` tells it: that of the newest line for what is newer still. Throws
 * `WorldError` ("refused") for one older than 6.0, and for what is no version.
 */
export function adapterFor(version: string, url: string): VersionAdapter {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})(?:\D|$)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    throw new WorldError('E310', `${url} says that its version is "${version}": expected one such as 7.0.22.`);
  }
  const line: Line = [Number(major), Number(minor)];
  if (!isFrom(line, oldest)) {
    throw new WorldError(
      'E310',
      `Zabbix ${version} at ${url} is older than 6.0, the oldest that Linchpin speaks with: upgrade Zabbix to 6.0 LTS or 7.0 LTS.`,
    );
  }
  const doubt = doubtAbout(line);
  return {
    version,
    ...(doubt === undefined ? {} : { doubt }),
    tokenIn: isFrom(line, [6, 4]) ? 'header' : 'body',
    templateGroups: isFrom(line, [6, 2]) ? 'their own' : 'host groups',
    exportForm: isFrom(line, [6, 4]) ? '6.4' : '6.0',
    proxies: isFrom(line, [7, 0]) ? 'proxyid' : 'proxy_hostid',
    ranks: isFrom(line, [6, 4]),
    connectors: isFrom(line, [6, 4]),
    historyPush: isFrom(line, [7, 0]),
    scriptsByToken: isFrom(line, [7, 0]),
    dashboardColumns: isFrom(line, [7, 0]) ? 72 : 24,
  };
}

function doubtAbout(line: Line): string | undefined {
  if (!isFrom(newest, line)) return `it is newer than ${newest.join('.')}, the newest that this Linchpin knows`;
  return lookedAt.has(line.join('.')) ? undefined : 'it was not tried, since Zabbix no longer supports that version';
}

function isFrom(line: Line, least: Line): boolean {
  return line[0] > least[0] || (line[0] === least[0] && line[1] >= least[1]);
}
