import { loadSettings, readModelFolder } from '../config/load.ts';
import type { LoadedSettings } from '../config/load.ts';
import { requireZabbix } from '../config/settings.ts';
import type { Settings, ZabbixSettings } from '../config/settings.ts';
import type { Finding } from '../domain/finding.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { completeModel, declareModel } from '../model/read-model.ts';
import type { DeclaredModel, SourceFile } from '../model/read-model.ts';
import { WorldError } from '../ports.ts';
import { checkRecovery } from './check-recovery.ts';

/** Where configuration and model come from: the common options of the command line, and the environment. */
export interface Origin {
  readonly config?: string;
  readonly model?: string;
  readonly env: NodeJS.ProcessEnv;
}

/** All that `run` and its like need, complete and valid. */
export interface Setup {
  readonly settings: Settings;
  readonly zabbix: ZabbixSettings;
  readonly graph: ServiceGraph;
  /** The files of the model, for making it anew with what was taken over from Zabbix. */
  readonly declared: DeclaredModel;
  /** The same as they were read. */
  readonly sources: readonly SourceFile[];
}

/** A compiled model, where nothing found in it is an error, and everything found; with the settings, where they were read. */
export interface LoadedGraph {
  readonly graph?: ServiceGraph;
  readonly declared?: DeclaredModel;
  readonly sources?: readonly SourceFile[];
  readonly settings?: Settings;
  readonly findings: readonly Finding[];
}

/** What of a setup is used beside Zabbix: the address of the store, the tokens of `http`, that of `wake`, and what acts. */
export interface Uses {
  readonly store?: boolean;
  readonly http?: boolean;
  readonly wake?: boolean;
  readonly recovery?: boolean;
}

/**
 * Reads configuration and model; without a setup where a finding is an error. What only some commands use counts only
 * where it is said that it is used. Rejects with `WorldError` ("invalid") where there is no model.
 */
export async function loadSetup(
  origin: Origin,
  uses: Uses = {},
): Promise<{ readonly setup?: Setup; readonly findings: readonly Finding[] }> {
  const { settings, findings } = await settingsFrom(origin);
  if (settings === undefined) return { findings };
  const { zabbix, findings: zabbixFindings } = requireZabbix(settings);
  const loaded = await loadGraph(modelOf(settings), settings);
  const mistakes = [
    ...(uses.store === true ? settings.storeFindings : []),
    ...(uses.http === true ? settings.httpFindings : []),
    ...(uses.wake === true ? settings.wakeFindings : []),
    ...(uses.recovery === true ? settings.recoveryFindings : []),
    ...sharedHost(settings, loaded.graph),
    ...checkRecovery({ settings, graph: loaded.graph, declared: loaded.declared }),
  ];
  const all = [...findings, ...zabbixFindings, ...loaded.findings, ...mistakes];
  const { graph, declared, sources } = loaded;
  return zabbix && graph && declared && sources && mistakes.every(({ level }) => level !== 'error')
    ? { setup: { settings, zabbix, graph, declared, sources }, findings: all }
    : { findings: all };
}

/** Reads the configuration alone, for commands that show what is in the store. */
export async function loadSettingsOnly(
  origin: Origin,
): Promise<{ readonly settings?: Settings; readonly findings: readonly Finding[] }> {
  return settingsFrom(origin);
}

/** Reads the model alone: a configuration is looked at only where it was named, or where nothing else names the model. */
export async function loadModelOnly(origin: Origin): Promise<LoadedGraph> {
  return origin.model !== undefined && origin.config === undefined
    ? loadGraph(origin.model)
    : loadModelAndSettings(origin);
}

/** Reads configuration and model, for commands that ask about the state in the store; Zabbix need not be configured. */
export async function loadModelAndSettings(origin: Origin): Promise<LoadedGraph> {
  const { settings, findings } = await settingsFrom(origin);
  if (settings === undefined) return { findings };
  const loaded = await loadGraph(modelOf(settings), settings);
  return { ...loaded, settings, findings: [...findings, ...loaded.findings] };
}

/** Reads all there is, for `check`: the model, and the configuration where one was named or lies where it is looked for. */
export async function loadWhatIsThere(origin: Origin): Promise<LoadedGraph> {
  const { settings, findings } = await settingsFrom(origin);
  // A configuration that cannot be used may still say nothing about the model that was named besides.
  const folder = settings === undefined ? origin.model : modelOf(settings);
  const loaded: LoadedGraph = folder === undefined ? { findings: [] } : await loadGraph(folder, settings);
  const needed =
    settings?.file === undefined
      ? []
      : [
          ...requireZabbix(settings).findings,
          ...settings.storeFindings,
          ...settings.httpFindings,
          ...settings.wakeFindings,
          ...settings.recoveryFindings,
        ];
  const { graph, declared } = loaded;
  const clash =
    settings === undefined ? [] : [...sharedHost(settings, graph), ...checkRecovery({ settings, graph, declared })];
  return { ...loaded, findings: [...findings, ...needed, ...loaded.findings, ...clash] };
}

/** Two systems on one Zabbix host would overwrite each other's values; only configuration and model together show it. */
function sharedHost({ publish }: Settings, graph: ServiceGraph | undefined): readonly Finding[] {
  const systems = graph?.model.systems.length ?? 0;
  if (systems < 2 || publish.host.includes('{system}')) return [];
  const message = `\`publish.host\`: ${JSON.stringify(publish.host)} is one name for ${systems} systems; expected {system} in it`;
  return [{ level: 'error', code: 'wrong-value', message }];
}

async function settingsFrom({ config, model, env }: Origin): Promise<LoadedSettings> {
  const loaded = await loadSettings({
    ...(config !== undefined && { configFile: config }),
    env,
    flags: { ...(model !== undefined && { model }) },
  });
  const { settings, findings } = loaded;
  if (settings?.schedule.kind !== 'cron') return loaded;
  // Loaded when needed: it is the only one who knows what it takes.
  const { cronMistake } = await import('./schedule.ts');
  const message = cronMistake(settings.schedule.expression);
  return message === undefined ? loaded : { findings: [...findings, { level: 'error', code: 'wrong-value', message }] };
}

function modelOf(settings: Settings): string {
  if (settings.model !== undefined) return settings.model;
  throw new WorldError(
    'E108',
    `No model: ${settings.file ?? 'the configuration'} names none. Name its folder with --model DIR, or as \`model\` in linchpin.yaml.`,
  );
}

/** What the files alone may lack where Zabbix supplies the inventory; what it does not supply is told by `coverage`. */
const suppliedByZabbix: ReadonlySet<string> = new Set(['missing-replica', 'no-primary', 'pattern-matches-nothing']);

async function loadGraph(folder: string, settings?: Settings): Promise<LoadedGraph> {
  const sources = await readModelFolder(folder);
  const declared = declareModel(sources);
  const { model, findings: all } = completeModel(declared);
  const findings = settings?.inventory.from === 'zabbix' ? all.filter(({ code }) => !suppliedByZabbix.has(code)) : all;
  return model === undefined ? { findings } : { graph: buildGraph(model), declared, sources, findings };
}
