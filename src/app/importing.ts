import { access, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isOfModel, modelFiles, readModelFolder } from '../config/load.ts';
import { readText } from '../config/read-text.ts';
import { writeText } from '../config/write-text.ts';
import type { Finding } from '../domain/finding.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { difference } from '../import/difference.ts';
import { fitted, podNamer } from '../import/fitted.ts';
import type { Format, Imported, ImportedEntry, ImportFile, Unmapped } from '../import/imported.ts';
import { memoryFile, memoryText, noMemory, readMemory } from '../import/memory.ts';
import type { ImportMemory } from '../import/memory.ts';
import { mergeImported } from '../import/merge.ts';
import type { Change, Kept } from '../import/merging.ts';
import { readImport } from '../import/read-import.ts';
import { callDrift } from '../import/traces/drift.ts';
import type { CallDrift } from '../import/traces/drift.ts';
import { mergedTraces } from '../import/traces/traced.ts';
import { declareModel } from '../model/read-model.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import { WorldError } from '../ports.ts';
import { mistakeIn } from './sound-model.ts';

/** What is to be imported, into which model. */
export interface ImportRequest {
  /** Files and folders; `-` is what comes by stdin. */
  readonly from: readonly string[];
  readonly stdin: () => Promise<string>;
  readonly model: string;
  /** The file for what is new; in the folder of the model. */
  readonly into?: string;
  readonly format?: Format;
  /** Names as they are in what is read, and what they are in the model. */
  readonly names: Readonly<Record<string, string>>;
  readonly addsPods: boolean;
  readonly system?: string;
  readonly at: Instant;
  readonly unseenFor: Duration;
}

/** What an import would make of a model, or made of it. */
export interface ImportOutcome {
  readonly read: readonly Imported[];
  readonly changes: readonly Change[];
  readonly kept: readonly Kept[];
  readonly unmapped: readonly Unmapped[];
  /** Where traces were imported at some time. */
  readonly calls?: CallDrift;
  /** The files of the model that change, and how. */
  readonly files: readonly ChangedFile[];
  readonly memory: SourceFile;
}

/** A file that an import changes or makes. */
export interface ChangedFile extends SourceFile {
  readonly isNew: boolean;
  readonly difference: readonly string[];
}

/**
 * Reads documents and merges them into the files of a model; writes nothing. With findings alone where a document or the
 * model is wrong. Rejects with `WorldError` ("invalid") where a file cannot be read, or the model would not be valid.
 */
export async function planImport(
  request: ImportRequest,
): Promise<{ readonly outcome?: ImportOutcome; readonly findings: readonly Finding[] }> {
  const before = await modelIn(request.model);
  const { declarations, findings: mistakes } = before.length === 0 ? { findings: [] } : declareModel(before);
  if (mistakes.some(({ level }) => level === 'error')) return { findings: mistakes };
  const opened = await documentsOf(request);
  const { at, format } = request;
  const { imported, findings } = readImport(opened, { at, ...(format && { format }) });
  if (imported === undefined) return { findings };
  const memoryPath = join(request.model, memoryFile);
  let memory = await memoryIn(memoryPath);
  const names = { ...memory.names, ...request.names };
  memory = { ...memory, names };
  const changes: Change[] = [];
  const kept: Kept[] = [];
  const unmapped: Unmapped[] = [];
  let files = new Map(before.map((file) => [file.path, file.text]));
  let known = declarations;
  const fits: Imported[] = [];
  for (const each of imported) {
    const hasPods = known !== undefined && known.pods.size > 0;
    const named = withSystem(withFiles(each, request.model), request.system);
    const fit = fitted(named, { declarations: known, names, addsPods: request.addsPods || !hasPods });
    fits.push(fit);
    const sources = [...files].map(([path, text]) => ({ path, text }));
    const { into, inventory } = placesIn(request, files);
    const merged = mergeImported({ files: sources, imported: fit, into, inventory, memory });
    for (const { path, text } of merged.files) files = new Map([...files, [path, text]]);
    memory = {
      ...merged.memory,
      ...(fit.traced ? { traced: mergedTraces(memory.traced, fit.traced) } : {}),
    };
    changes.push(...merged.changes);
    kept.push(...merged.kept);
    unmapped.push(...fit.unmapped, ...merged.unmapped);
    known = declareModel([...files].map(([path, text]) => ({ path, text }))).declarations ?? known;
  }
  const after = [...files].map(([path, text]) => ({ path, text }));
  requireSound(after);
  const { declarations: final } = after.length === 0 ? {} : declareModel(after);
  const drift =
    final && memory.traced && fits.some(({ traced }) => traced)
      ? callDrift(final, memory.traced, { nameOf: podNamer(final, names), unseenFor: request.unseenFor })
      : undefined;
  const changed = changedFiles(before, after);
  return {
    outcome: {
      ...{ read: fits, changes, kept, unmapped, files: changed },
      ...(drift && { calls: drift }),
      memory: { path: memoryPath, text: memoryText(memory) },
    },
    findings,
  };
}

function changedFiles(before: readonly SourceFile[], after: readonly SourceFile[]): readonly ChangedFile[] {
  const old = new Map(before.map(({ path, text }) => [path, text]));
  return after
    .filter(({ path, text }) => old.get(path) !== text)
    .map(({ path, text }) => ({
      ...{ path, text, isNew: !old.has(path) },
      difference: difference(old.get(path) ?? '', text),
    }));
}

/** Writes what was planned: each file whole or not at all, what must be remembered last. */
export async function writeImport({ files, memory }: ImportOutcome): Promise<void> {
  for (const { path, text } of files) await writeText(path, text);
  const reading = await readText(memory.path);
  if (!('text' in reading) || reading.text !== memory.text) await writeText(memory.path, memory.text);
}

/** The files of the model, none where there is no such folder yet. */
async function modelIn(folder: string): Promise<readonly SourceFile[]> {
  try {
    await access(folder);
  } catch {
    throw new WorldError('E605', `There is no folder ${folder}: make it (mkdir -p), and import again.`);
  }
  return (await modelFiles(folder)).length === 0 ? [] : readModelFolder(folder);
}

async function memoryIn(path: string): Promise<ImportMemory> {
  const reading = await readText(path);
  if (!('text' in reading)) {
    if (reading.isAbsent) return noMemory;
    throw new WorldError('E601', `The file ${path} ${reading.why}.`);
  }
  const memory = readMemory(reading.text);
  if (!('refused' in memory)) return memory;
  throw new WorldError(
    'E606',
    `${path} can't be used: ${memory.refused}. Take it from a backup, or delete it: then every value in the model counts as yours.`,
  );
}

/** Where what is new comes to: a file for what is described, and that of the inventory. */
function placesIn(
  { model, into }: ImportRequest,
  files: ReadonlyMap<string, string>,
): { readonly into: string; readonly inventory: string } {
  const inventories = [...files.keys()].filter((path) => basename(path) === 'inventory.yaml');
  return {
    into: into === undefined ? join(model, 'imported.yaml') : placeWithin(model, into),
    inventory: inventories[0] ?? join(model, 'inventory.yaml'),
  };
}

function placeWithin(model: string, into: string): string {
  const path = resolve(into);
  const inside = relative(resolve(model), path);
  if (!isOfModel(path) || inside.startsWith('..')) {
    throw new WorldError(
      'E605',
      `--into ${into}: expected a file called *.yaml in the folder ${model}, but not *.test.yaml or linchpin.yaml.`,
    );
  }
  return join(model, inside);
}

function requireSound(files: readonly SourceFile[]): void {
  if (files.length === 0) return;
  const mistake = mistakeIn(files);
  if (mistake === undefined) return;
  throw new WorldError(
    'E607',
    `Nothing was written: the model would not be valid with it: ${mistake}. Correct what is read or the model; --name NAME=- leaves something out.`,
  );
}

/** Files are remembered by their way from the model, which stays the same wherever both are checked out. */
function withFiles(imported: Imported, model: string): Imported {
  const moved = (entries: readonly ImportedEntry[]): readonly ImportedEntry[] =>
    entries.map((entry) => ({
      ...entry,
      file: entry.file === '-' ? '-' : relative(model, entry.file).split(sep).join('/'),
    }));
  const { subsystems, pods, servers } = imported;
  return { ...imported, subsystems: moved(subsystems), pods: moved(pods), servers: moved(servers) };
}

function withSystem(imported: Imported, system: string | undefined): Imported {
  if (system !== undefined) return { ...imported, system: { id: system } };
  return imported;
}

/** More than this is no document of people; and no text may be longer than half a gigabyte. */
const longest = 400_000_000;

async function documentsOf({ from, stdin }: ImportRequest): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = [];
  for (const path of from) {
    if (path === '-') {
      files.push({ path, text: await stdin(), folder: basename(process.cwd()) });
      continue;
    }
    const found = await stat(path).catch(() => undefined);
    const paths = found?.isDirectory() === true ? await documentsIn(path) : [path];
    for (const each of paths) files.push({ ...(await documentAt(each)), isFound: found?.isDirectory() === true });
  }
  return files;
}

async function documentAt(path: string): Promise<ImportFile> {
  const found = await stat(path).catch(() => undefined);
  if (found && found.size > longest) {
    throw new WorldError('E601', `The file ${path} is too long (${Math.round(found.size / 1e6)} MB): split it.`);
  }
  const reading = await readText(path);
  if (!('text' in reading)) throw new WorldError('E601', `The file ${path} ${reading.why}.`);
  return { path, text: reading.text, folder: basename(dirname(resolve(path))) };
}

async function documentsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json|jsonl|dsl)$/u.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => part.startsWith('.') || part === 'node_modules'))
    .map((path) => join(folder, path))
    .toSorted();
}
