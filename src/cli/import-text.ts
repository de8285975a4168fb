import type { ImportOutcome } from '../app/importing.ts';
import type { Duration } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { Plain, Unmapped } from '../import/imported.ts';
import type { Change, Kept } from '../import/merging.ts';
import type { CallDrift } from '../import/traces/drift.ts';
import { inline } from '../model/written-entry.ts';
import { amount } from './amount.ts';
import type { ShownImport } from './import-document.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';

/** An import for people: what was read, what changes, what stays though it differs, what has no place, and the drift of calls. */
export function importText({ outcome, isDryRun }: ShownImport, { colours, width }: Looks): string {
  const { changes, kept, unmapped, calls, files } = outcome;
  const heading = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [colours.bold(title), ...lines.map((text) => `  ${text}`)];
  const rows = (all: readonly (readonly string[])[]): readonly string[] =>
    tableLines(
      all.map((row) => row.map(printable)),
      { width },
    );
  const differing = kept.filter(({ why }) => why !== 'gone');
  return blocksText([
    outcome.read.map(readLine),
    heading('New', rows(newRows(changes))),
    heading('Changed', rows(changes.filter(({ action }) => action === 'set').map(changeRow))),
    heading('Differs, and stays as it is in the model', rows(differing.map(keptRow))),
    heading(
      'In the model, and not any more in what it was read from',
      rows(kept.filter(({ why }) => why === 'gone').map((each) => [whereOf(each), shortOf(each.model)])),
    ),
    heading('Not mapped', rows(unmappedRows(unmapped))),
    ...(calls ? driftBlocks(calls, { heading, rows }) : []),
    ...(isDryRun
      ? files.map(({ path, isNew, difference }) => [
          colours.bold(isNew ? `${path} (new)` : path),
          ...difference.map((each) => coloured(printable(each), colours)),
        ])
      : []),
    [summary(outcome, isDryRun)],
  ]);
}

function readLine({ format, pods, subsystems, servers, containers, traced }: ImportOutcome['read'][number]): string {
  const calls = pods.reduce((sum, { lists }) => sum + (lists['calls']?.length ?? 0), 0);
  const parts = [
    traced ? amount(traced.services.length, 'service') : amount(subsystems.length, 'subsystem'),
    ...(traced ? [amount(traced.calls.length, 'call')] : [amount(pods.length, 'pod'), amount(calls, 'call')]),
    ...(servers.length > 0 ? [amount(servers.length, 'server')] : []),
    ...(containers.length > 0 ? [amount(containers.length, 'container')] : []),
  ];
  return `Read from ${format}: ${parts.join(', ')}.`;
}

const mostNamed = 8;

function newRows(changes: readonly Change[]): readonly (readonly string[])[] {
  const added = new Map<string, string[]>();
  for (const { action, section, id } of changes) {
    if (action === 'add') added.set(section, [...(added.get(section) ?? []), id]);
  }
  return [...added].map(([section, ids]) => [section, String(ids.length), fewOf(ids)]);
}

function fewOf(names: readonly string[]): string {
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
  return `${names.slice(0, mostNamed).join(', ')}${more}`;
}

function whereOf({ section, id, key }: Pick<Change | Kept, 'section' | 'id' | 'key'>): string {
  return key === undefined ? `${section}.${id}` : `${section}.${id}.${key}`;
}

function changeRow(change: Change): readonly string[] {
  const { before, value, guess } = change;
  const what = before === undefined ? `+ ${shortOf(value)}` : `${shortOf(before)} → ${shortOf(value)}`;
  return [whereOf(change), what, guess ?? ''];
}

const reasons: Readonly<Record<Kept['why'], string>> = {
  'by-hand': 'people wrote it so',
  removed: 'people took it away',
  gone: '',
  form: 'the form of the file leaves no room: write it by hand',
  guess: 'the model leaves it out, and it is only a guess',
};

function keptRow(kept: Kept): readonly string[] {
  const { model, read, why } = kept;
  const values =
    read === undefined ? '' : `${model === undefined ? 'nothing' : shortOf(model)}; read: ${shortOf(read)}`;
  return [whereOf(kept), values, reasons[why]];
}

function shortOf(value: Plain | undefined): string {
  const text = value === undefined ? '' : inline(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function unmappedRows(unmapped: readonly Unmapped[]): readonly (readonly string[])[] {
  return unmapped.map(({ what, why, position }) => [
    position ? `${position.file}:${position.line}` : '',
    what.length > 80 ? `${what.slice(0, 80)}…` : what,
    why,
  ]);
}

interface Telling {
  readonly heading: (title: string, lines: readonly string[]) => readonly string[];
  readonly rows: (all: readonly (readonly string[])[]) => readonly string[];
}

function driftBlocks(
  { seen, unmodelled, unseen, awaited, untraced }: CallDrift,
  { heading, rows }: Telling,
): readonly (readonly string[])[] {
  const waiting = awaited > 0 ? `, ${amount(awaited, 'other')} not yet` : '';
  return [
    [`Traces have shown ${amount(seen, 'call')} of the model${waiting}.`],
    heading(
      'Seen, and not in the model',
      rows(
        unmodelled.map(({ caller, callee, count, last }) => [
          `${caller} → ${callee}`,
          amount(count, 'time'),
          `last on ${toIso(last).slice(0, 10)}`,
        ]),
      ),
    ),
    heading(
      'In the model, and not seen',
      rows(
        unseen.map(({ caller, callee, last, for: length }) => [
          `${caller} → ${callee}`,
          last === undefined ? `never, in ${daysOf(length)}` : `for ${daysOf(length)}`,
        ]),
      ),
    ),
    untraced.length === 0
      ? []
      : [`No trace tells of ${amount(untraced.length, 'pod')} (${fewOf(untraced)}): nothing is said of their calls.`],
  ];
}

function daysOf(length: Duration): string {
  return length < 86_400 ? amount(Math.floor(length / 3600), 'hour') : amount(Math.floor(length / 86_400), 'day');
}

function coloured(line: string, colours: Looks['colours']): string {
  if (line.startsWith('+')) return colours.green(line);
  if (line.startsWith('-')) return colours.red(line);
  return line.startsWith('@') ? colours.dim(line) : line;
}

function summary({ files }: ImportOutcome, isDryRun: boolean): string {
  if (files.length === 0) return 'The model needs no change.';
  const names = files.map(({ path }) => path).join(', ');
  return isDryRun ? `Would write ${names}.` : `Wrote ${names}. Look for "guess" in it, then: linchpin check`;
}
