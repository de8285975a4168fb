import type { Finding } from '../domain/finding.ts';
import { addTo, gatheredBy } from '../domain/gather.ts';
import type { Instant } from '../domain/instant.ts';
import { FindingList, type Report } from '../model/findings.ts';
import type { Source } from '../model/positions.ts';
import { readCompose } from './compose/read-compose.ts';
import { readDocuments } from './documents.ts';
import { type Format, formats, type Imported, type ImportFile } from './imported.ts';
import { readKubernetes } from './kubernetes/read-kubernetes.ts';
import { isDsl } from './structurizr/dsl-lines.ts';
import { readStructurizr } from './structurizr/read-structurizr.ts';
import { readTraces } from './traces/read-traces.ts';

/** How documents are to be read. */
export interface ImportWish {
  /** Their format, where people said it; else each file tells by what is in it. */
  readonly format?: Format;
  /** Now; what holds no times was seen then. */
  readonly at: Instant;
}

/** What documents say, by their formats and where they belong together, and everything wrong in them. */
export interface ImportReading {
  /** Absent where something in them is an error. */
  readonly imported?: readonly Imported[];
  readonly findings: readonly Finding[];
}

/** Reads documents of any format; never throws for what is in them. */
export function readImport(files: readonly ImportFile[], { format, at }: ImportWish): ImportReading {
  const findings = new FindingList();
  const { report } = findings;
  const read = new Map<Format, Opened[]>();
  for (const file of files) {
    const opened = open(file, format, report);
    if (opened) addTo(read, opened.format, opened);
  }
  const imported = formats.flatMap((each) => readers[each](read.get(each) ?? [], { format: each, at, report }));
  return findings.hasErrors ? { findings: findings.sorted() } : { imported, findings: findings.sorted() };
}

/** A file, known for what it is; a text in Structurizr's language holds no documents. */
interface Opened {
  readonly file: ImportFile;
  readonly format: Format;
  readonly sources: readonly Source[];
}

interface Reading {
  readonly format: Format;
  readonly at: Instant;
  readonly report: Report;
}

const readers: Readonly<Record<Format, (opened: readonly Opened[], reading: Reading) => readonly Imported[]>> = {
  compose: (opened, { report }) => {
    const folders = gatheredBy(opened, ({ file }) => file.path.split('/').slice(0, -1).join('/'));
    return [...folders.values()].map((together) =>
      readCompose(
        together.flatMap(({ sources }) => sources),
        together[0]?.file.folder ?? '',
        report,
      ),
    );
  },
  kubernetes: (opened, { report }) =>
    opened.length === 0
      ? []
      : [
          readKubernetes(
            opened.flatMap(({ sources }) => sources),
            report,
          ),
        ],
  structurizr: (opened, { report }) =>
    opened.flatMap(({ file, sources }) => readStructurizr(file, sources[0], report) ?? []),
  jaeger: tracesOf,
  otlp: tracesOf,
};

function tracesOf(opened: readonly Opened[], reading: Reading): readonly Imported[] {
  return opened.length === 0
    ? []
    : [
        readTraces(
          opened.flatMap(({ sources }) => sources),
          reading,
        ),
      ];
}

function open(file: ImportFile, wanted: Format | undefined, report: Report): Opened | undefined {
  if (wanted === 'structurizr' ? !/^\s*\{/u.test(file.text) : wanted === undefined && isDsl(file.text)) {
    return { file, format: 'structurizr', sources: [] };
  }
  const sources = readDocuments(file, report);
  if (sources === undefined) return undefined;
  const told = sources.flatMap(({ value }) => formatOf(value) ?? [])[0];
  const format = wanted ?? told;
  if (format === undefined && file.isFound === true) return undefined;
  if (format !== undefined && (told !== undefined || sources.length > 0)) return { file, format, sources };
  const message =
    sources.length === 0
      ? 'there is nothing in it'
      : `nobody can tell what it is by what is in it: say it with --from ${formats.join('|')}`;
  report({ level: 'error', code: 'unknown-format', message }, { file: file.path, line: 1, column: 1 });
  return undefined;
}

/** What a document is, by the keys that only one kind of document has. */
function formatOf(value: unknown): Format | undefined {
  if (Array.isArray(value)) return has(value[0], 'parent') ? 'jaeger' : undefined;
  if (has(value, 'apiVersion') && has(value, 'kind')) return 'kubernetes';
  if (has(value, 'resourceSpans') || has(value, 'resourceMetrics')) return 'otlp';
  if (has(value, 'services')) return 'compose';
  if (has(value, 'model')) return 'structurizr';
  return has(value, 'data') ? 'jaeger' : undefined;
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
