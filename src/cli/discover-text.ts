import type { Discovery, InventoryFile } from '../app/discovering.ts';
import { driftCounts } from '../app/drift-counts.ts';
import type { Drift } from '../domain/inventory.ts';
import { amount } from './amount.ts';
import { driftReasons } from './drift-text.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';

/** What there is to say besides: what was written, whether a daemon takes over by itself, and how it may look. */
interface Telling {
  readonly file: InventoryFile | undefined;
  readonly isFollowed: boolean;
  readonly looks: Looks;
}

/** A comparison for people: a line for each server with anything new, moved or vanished, and for each reason of drift. */
export function discoveryText(found: Discovery, { file, isFollowed, looks }: Telling): string {
  const { taken, drift, isEmptied } = found;
  if (isEmptied === true) {
    return 'Zabbix shows no container at all, so nothing is compared: see the permissions of its user, and `zabbix.groups`.\n';
  }
  const { colours, width } = looks;
  const heading = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [colours.bold(title), ...lines.map((text) => `  ${text}`)];
  const vanished = drift.filter(({ reason }) => reason === 'not-in-zabbix');
  const unmatched = drift.filter(({ reason }) => reason !== 'not-in-zabbix');
  const moved = taken.containers.filter(({ movedFrom }) => movedFrom !== undefined);
  return blocksText([
    [sizes(found)],
    heading(isFollowed ? 'New (the daemon takes it over)' : 'New', newLines(found, width)),
    heading(
      'Moved',
      tableLines(
        moved.map(({ name, server, movedFrom = '' }) => [printable(name), movedFrom, '→', server]),
        { width },
      ),
    ),
    heading('In the model, not in Zabbix', vanishedLines(vanished, width)),
    heading('In Zabbix, and not taken over', unmatchedLines(unmatched, width)),
    taken.containers.length + taken.disks.length + drift.length === 0 ? ['Zabbix and the model agree.'] : [],
    file === undefined ? [] : writtenLines(file),
  ]);
}

function sizes({ discovered, described }: Discovery): string {
  const shown = discovered.servers.reduce((sum, { containers }) => sum + containers.length, 0);
  const servers = described.resources.filter(({ kind }) => kind === 'server').length;
  const containers = described.containers.filter(({ missing }) => !missing).length;
  const size = (ofServers: number, ofContainers: number): string =>
    `${amount(ofServers, 'server')} with ${amount(ofContainers, 'container')}`;
  return `Zabbix shows ${size(discovered.servers.length, shown)}, the files of the model describe ${size(servers, containers)}.`;
}

function newLines({ taken }: Discovery, width: number): readonly string[] {
  const fresh = taken.containers.filter(({ movedFrom }) => movedFrom === undefined);
  const isNew = new Set(taken.servers.map(({ id }) => id));
  const servers = new Set([...isNew, ...fresh.map(({ server }) => server), ...taken.disks.map(({ server }) => server)]);
  const rows = [...servers].sort().map((server) => {
    const containers = fresh.filter((container) => container.server === server).map(({ name }) => name);
    const disks = taken.disks.filter((disk) => disk.server === server).map(({ id }) => id);
    return [
      isNew.has(server) ? `server ${server}` : server,
      counted(containers.length, 'container'),
      counted(disks.length, 'disk'),
      few([...containers, ...disks]),
    ];
  });
  return tableLines(rows, { width });
}

function vanishedLines(vanished: readonly Drift[], width: number): readonly string[] {
  const byServer = new Map<string, Drift[]>();
  for (const each of vanished) byServer.set(each.server, [...(byServer.get(each.server) ?? []), each]);
  const rows = [...byServer].map(([server, all]) => {
    const named = (kind: Drift['node']): readonly string[] =>
      all.filter(({ node }) => node === kind).map(({ name = '' }) => name);
    const isServer = all.some(({ node }) => node === 'server');
    return [
      isServer ? `server ${server}` : server,
      counted(named('container').length, 'container'),
      counted(named('disk').length, 'disk'),
      few([...named('container'), ...named('disk')]),
    ];
  });
  return tableLines(rows, { width });
}

function unmatchedLines(unmatched: readonly Drift[], width: number): readonly string[] {
  const rows = driftCounts(unmatched).map(({ node, reason, count, examples }) => [
    counted(count, node === 'server' ? 'host' : node),
    driftReasons[reason],
    few(examples, count),
  ]);
  return tableLines(rows, { width });
}

function writtenLines(written: InventoryFile): readonly string[] {
  const { file, isChanged, isOutside, added, moved, marked, unmarked, left } = written;
  const did = [
    [added, 'added'],
    [moved, 'moved'],
    [marked, 'marked as not in Zabbix'],
    [unmarked, 'there again'],
  ] as const;
  const said = did.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [
    isChanged ? `Wrote ${file}: ${said.join(', ') || 'nothing in it yet'}.` : `${file} needs no change.`,
    ...(left > 0 ? [`${left} stand in other files, or in a form that is not changed by itself: see above.`] : []),
    ...(isOutside ? ["It lies outside the model's folder: the model does not see it there."] : []),
  ];
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : amount(count, what);
}

const mostNamed = 3;

function few(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, mostNamed).map((name) => printable(name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return count > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
