import { readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';

import type { Finding } from '../domain/finding.ts';
import { FindingList, type Report } from '../model/findings.ts';
import { tellMistakes } from '../model/shape/report-mistakes.ts';
import { checkShape, type Mistake } from '../model/shape/schema.ts';
import { readYaml, type SourceFile } from '../model/yaml-source.ts';
import { WorldError } from '../ports.ts';
import { checkMeaning } from './check.ts';
import { complaints } from './complaints.ts';
import { httpOf, httpTokens, wakeAccess } from './http-access.ts';
import { misspelt } from './environment.ts';
import { errorCode } from './error-code.ts';
import { type Layers, layer } from './layers.ts';
import { mightBeSecret, refusePlainSecrets } from './plain-secrets.ts';
import type { Surroundings } from './read-secret.ts';
import { readText } from './read-text.ts';
import { pathFrom, resolve } from './resolve.ts';
import { recoveryAccess } from './recovery/access.ts';
import { configurationSchema, type Written } from './schema.ts';
import type { Settings } from './settings.ts';
import { storeAccess } from './store-access.ts';
import { zabbixAccess } from './zabbix-access.ts';

/** Where settings come from: file < environment < flag. */
export interface LoadOptions {
  /** A file named explicitly must exist; without it the default files are looked for. */
  readonly configFile?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly flags: { readonly model?: string };
}

/** The settings, unless something in them is an error, and everything found. */
export interface LoadedSettings {
  readonly settings?: Settings;
  readonly findings: readonly Finding[];
}

const defaultFiles = ['linchpin.yaml', '/etc/linchpin/linchpin.yaml'];

/** Reads the configuration. What is missing for Zabbix alone is no finding here: see `requireZabbix`. */
export async function loadSettings({ configFile, env, flags }: LoadOptions): Promise<LoadedSettings> {
  const list = new FindingList();
  const { report } = list;
  const file = await configuration(configFile, report);
  const source = file && readYaml(file, { report, secretive: true });
  for (const [name, nearest] of misspelt(env)) report(complaints.unknownVariable(name, nearest));
  const layers = await layer({ file: source, env, flags }, report);
  const written = check(layers);
  if (!written || list.hasErrors) return { findings: list.sorted() };
  const pathOf = pathFrom(file?.path, layers);
  const apart = <Part>(read: ReadPart<Part>): Promise<Heard<Part>> => heard(written, read, { env, pathOf, layers });
  const zabbix = await apart(zabbixAccess);
  const wake = await apart(wakeAccess);
  const tokens = await apart(httpTokens);
  const http = httpOf(written);
  const store = await apart(storeAccess);
  const recovery = await apart(recoveryAccess);
  const settings: Settings = {
    ...(file && { file: file.path }),
    ...resolve(written, pathOf),
    recovery: recovery.part,
    recoveryFindings: recovery.findings,
    store: store.part,
    storeFindings: store.findings,
    ...(http && { http: { ...http, tokens: tokens.part } }),
    httpFindings: tokens.findings,
    ...(wake.part && { wake: wake.part }),
    wakeFindings: wake.findings,
    zabbix: { ...(zabbix.part && !zabbix.hasErrors && { settings: zabbix.part }), findings: zabbix.findings },
  };
  return { settings, findings: list.sorted() };
}

type ReadPart<Part> = (written: Written, around: Surroundings) => Promise<Part>;

/** A part of the settings, and what was found while it was read. */
interface Heard<Part> {
  readonly part: Part;
  readonly findings: readonly Finding[];
  readonly hasErrors: boolean;
}

/** Reads a part of which the findings are said later and perhaps never: only who needs it must hear what is missing for it. */
async function heard<Part>(
  written: Written,
  read: ReadPart<Part>,
  { layers, ...around }: Omit<Surroundings, 'note'> & { readonly layers: Layers },
): Promise<Heard<Part>> {
  const findings = new FindingList();
  const part = await read(written, { ...around, note: layers.noteTo(findings.report) });
  return { part, findings: findings.sorted(), hasErrors: findings.hasErrors };
}

/** Where a configuration is looked for: the file named, else each of the default files. */
export function configurationPlaces(named: string | undefined): readonly string[] {
  return named === undefined ? defaultFiles : [named];
}

/** The file named, which must exist, or the first of the default files that does. */
async function configuration(named: string | undefined, report: Report): Promise<SourceFile | undefined> {
  for (const path of configurationPlaces(named)) {
    const reading = await readText(path);
    if ('text' in reading) return { path, text: reading.text };
    if (named !== undefined || !reading.isAbsent) {
      report(complaints.noFile(path, reading.why));
      return undefined;
    }
  }
  return undefined;
}

function check(layers: Layers): Written | undefined {
  const value = refusePlainSecrets(layers);
  const { value: written, mistakes } = checkShape(configurationSchema, value);
  tellMistakes(mistakes.map(shortened), { value, prefix: [], note: layers.note, isSecret: mightBeSecret });
  if (!written) return undefined;
  checkMeaning(written, layers.note);
  return written;
}

/** A key that is not known may be `token:0123` without the blank: what follows the colon is not shown. */
function shortened(mistake: Mistake): Mistake {
  return mistake.kind === 'unknown-key' ? { ...mistake, key: mistake.key.replace(/[:=].*/su, '…') } : mistake;
}

/**
 * The paths of the files of a model: every `*.yaml` of the folder and its subfolders, but not `*.test.yaml` and
 * `linchpin.yaml` (contracts, Model), nor what is hidden. Rejects with `WorldError` ("invalid") where there is no folder.
 */
export async function modelFiles(folder: string): Promise<readonly string[]> {
  return (await filesIn(folder)).filter(isOfModel).toSorted();
}

/** Reads the files of a model. Rejects with `WorldError` ("invalid") where there is no such folder or no such file in it. */
export async function readModelFolder(folder: string): Promise<readonly SourceFile[]> {
  const paths = await modelFiles(folder);
  if (paths.length === 0) throw new WorldError('E108', `No model: the folder ${folder} holds no *.yaml. ${advice}`);
  return readFiles(paths);
}

/** Reads the tests of a model: every `*.test.yaml` of its folder and subfolders. Rejects likewise where there is none. */
export async function readTestFolder(folder: string): Promise<readonly SourceFile[]> {
  const paths = (await filesIn(folder)).filter((path) => path.endsWith('.test.yaml')).toSorted();
  if (paths.length > 0) return readFiles(paths);
  throw new WorldError(
    'E141',
    `No tests: the folder ${folder} holds no *.test.yaml. Write cases that the model must keep to: docs/model-tests.md says how.`,
  );
}

async function readFiles(paths: readonly string[]): Promise<readonly SourceFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const reading = await readText(path);
      if ('text' in reading) return { path, text: reading.text };
      throw new WorldError('E202', `The file ${path} of the model ${reading.why}.`);
    }),
  );
}

const advice = 'Expected a folder with the files of a model; name it with --model, or as `model` in linchpin.yaml.';

/** Whether a file is one of those that a model is made of, by its name (contracts, Model). */
export function isOfModel(path: string): boolean {
  const name = basename(path);
  return name.endsWith('.yaml') && !name.endsWith('.test.yaml') && name !== 'linchpin.yaml';
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    // Hidden are locks of editors, and in a mounted ConfigMap the folders to whose files the visible ones are links.
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((path) => !path.split(sep).some((part) => part.startsWith('.')))
      .map((path) => join(folder, path));
  } catch (error) {
    const code = errorCode(error) ?? '';
    const found =
      code === 'ENOENT' ? 'does not exist' : code === 'ENOTDIR' ? 'is not a folder' : `can't be read (${code})`;
    throw new WorldError('E108', `No model: ${folder} ${found}. ${advice}`, { cause: error });
  }
}
