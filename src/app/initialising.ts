import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadSettings } from '../config/load.ts';
import { requireZabbix } from '../config/settings.ts';
import type { ZabbixSettings } from '../config/settings.ts';
import type { Finding } from '../domain/finding.ts';
import { nothingTaken } from '../domain/inventory.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import { guessInstallation } from '../init/guess-installation.ts';
import type { GuessedInstallation } from '../init/guess-installation.ts';
import { writeConfiguration } from '../init/write-configuration.ts';
import type { ZabbixAnswers } from '../init/write-configuration.ts';
import { writeModel } from '../init/write-model.ts';
import { follow } from '../model/follow.ts';
import { writeInventory } from '../model/write-inventory.ts';
import { WorldError } from '../ports.ts';
import { listInventory } from '../zabbix/listing.ts';
import { connect } from './connect.ts';
import { followedFrom } from './reading-parts.ts';
import { loadSetup, loadWhatIsThere } from './setup.ts';
import { systemClock } from './system-clock.ts';

/** What somebody answered, or said with flags. */
export interface InitAnswers {
  /** The folder to write into. */
  readonly into: string;
  readonly zabbix: ZabbixAnswers;
  /** A token that was typed: it goes into a file of its own that nobody else may read. */
  readonly typedToken?: string;
  readonly system: { readonly id: string; readonly name: string };
}

/** What was looked at, guessed and written. */
export interface Initialised {
  readonly version: string;
  readonly hosts: number;
  readonly guessed: GuessedInstallation;
  /** The files that were written, in the order in which people should look at them. */
  readonly files: readonly string[];
  /** What `check` says of them, and of the environment. */
  readonly findings: readonly Finding[];
}

/** The file that a typed token goes to, beside the configuration. */
const tokenFile = 'zabbix-token';

const names = ['linchpin.yaml', 'model', tokenFile];

/** Rejects with `WorldError` ("invalid") where something lies already where `init` would write: it overwrites nothing. */
export async function requireFree(into: string): Promise<void> {
  const found = await Promise.all(
    names.map(async (name) => ((await isThere(join(into, name))) ? [join(into, name)] : [])),
  );
  const [first, ...others] = found.flat();
  if (first === undefined) return;
  const all = [first, ...others].join(' and ');
  throw new WorldError(
    'E608',
    `${all} ${others.length === 0 ? 'exists' : 'exist'} already, and init overwrites nothing: move it away, or name another folder with --into DIR. What is new in Zabbix since is shown by linchpin discover.`,
  );
}

/**
 * Looks at a Zabbix and writes a configuration and a first model for it: all of it, checked as `check` does, or nothing.
 * Without `done` the findings say why the answers can't be used; rejects with `WorldError` where Zabbix shows nothing.
 */
export async function initialise(
  answers: InitAnswers,
  env: NodeJS.ProcessEnv,
  onProgress?: OnProgress,
): Promise<{ readonly done?: Initialised; readonly findings: readonly Finding[] }> {
  const into = resolve(answers.into);
  await requireFree(into);
  await mkdir(into, { recursive: true });
  const draft = await mkdtemp(join(into, '.linchpin-init-'));
  try {
    const { done, findings } = await writeDraft(draft, { ...answers, onProgress }, withoutModel(env));
    const named = findings.map((finding) => placedIn(finding, draft, into));
    if (done === undefined) return { findings: named };
    // The configuration last: while it is missing, nothing runs by half of this.
    const files = ['model', ...(answers.typedToken === undefined ? [] : [tokenFile]), 'linchpin.yaml'];
    await requireFree(into);
    for (const file of files) await rename(join(draft, file), join(into, file));
    return { done: { ...done, findings: named, files: writtenFiles(answers) }, findings: named };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function writtenFiles({ into, typedToken }: InitAnswers): readonly string[] {
  const files = ['linchpin.yaml', 'model/model.yaml', 'model/inventory.yaml'];
  return [...files, ...(typedToken === undefined ? [] : [tokenFile])].map((file) => join(into, file));
}

async function writeDraft(
  draft: string,
  answers: InitAnswers & { readonly onProgress: OnProgress | undefined },
  env: NodeJS.ProcessEnv,
): Promise<{ readonly done?: Omit<Initialised, 'files'>; readonly findings: readonly Finding[] }> {
  const { zabbix: access, system, typedToken, onProgress } = answers;
  const config = join(draft, 'linchpin.yaml');
  const write = (name: string, text: string): Promise<void> => writeFile(join(draft, name), text);
  if (typedToken !== undefined) await writeFile(join(draft, tokenFile), `${typedToken}\n`, { mode: 0o600 });
  await write('linchpin.yaml', writeConfiguration({ zabbix: access, presets: [], lines: [] }));
  const { settings, findings } = await loadSettings({ configFile: config, env, flags: {} });
  if (settings === undefined) return { findings };
  const { zabbix, findings: lacking } = requireZabbix(settings);
  if (zabbix === undefined) return { findings: [...findings, ...lacking] };

  const { version, hosts, items } = await look(zabbix, { ownGroup: settings.publish.group, onProgress });
  onProgress?.({ what: 'guessing the model', done: items.length, unit: 'items' });
  const guessed = guessInstallation(hosts, items);
  if (guessed.containers.length === 0) throw nothingSeen(zabbix, hosts);
  const { presets, lines, pods, subsystems } = guessed;
  await write('linchpin.yaml', writeConfiguration({ zabbix: access, presets, lines }));
  await mkdir(join(draft, 'model'));
  await write('model/model.yaml', writeModel({ system, subsystems, pods }));
  const { setup, findings: mistakes } = await loadSetup({ config, env });
  if (setup === undefined)
    throw new Error(`init wrote a model that is none: ${mistakes.map(({ message }) => message).join('; ')}`);
  const discovered = followedFrom(setup).discovery(hosts, items);
  const followed = follow(setup.declared, { discovered, before: nothingTaken, now: systemClock.now() });
  const inventory = writeInventory(undefined, followed);
  if ('refused' in inventory) throw new Error(`init wrote an inventory that is none: ${inventory.refused}`);
  await write('model/inventory.yaml', inventory.text);
  const { findings: checked } = await loadWhatIsThere({ config, env });
  return { done: { version, hosts: hosts.length, guessed, findings: checked }, findings: checked };
}

async function look(
  zabbix: ZabbixSettings,
  { ownGroup, onProgress }: { readonly ownGroup: string; readonly onProgress: OnProgress | undefined },
): Promise<{ readonly version: string; readonly hosts: readonly Host[]; readonly items: readonly Item[] }> {
  const client = connect(zabbix);
  try {
    const { version } = await client.adapter();
    return { version, ...(await listInventory(client, { groups: zabbix.groups, ownGroup, onProgress })) };
  } finally {
    client.close();
  }
}

function nothingSeen({ url, groups }: ZabbixSettings, hosts: readonly Host[]): WorldError {
  const where = groups.length === 0 ? '' : ` in ${groups.map((group) => `"${group}"`).join(', ')}`;
  const found =
    hosts.length === 0
      ? `no enabled host${where}: give a user group of the user that Linchpin has there read access to the host groups of the servers`
      : `${hosts.length === 1 ? '1 host' : `${String(hosts.length)} hosts`}${where}, and no item of a container on any: link "Docker by Zabbix agent 2" (or a Kubernetes template) to the servers and wait for its discovery, or write the model by hand (docs/signals.md says how items become signals)`;
  return new WorldError('E321', `Zabbix at ${url} shows ${found}.`);
}

/** The folder of the model that is made here is the one that counts. */
function withoutModel(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = ['LINCHPIN_MODEL', 'LINCHPIN_INVENTORY'].flatMap((name) => [name, `${name}_FILE`]);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !others.includes(name)));
}

/** People know the files by the place that they will have. */
function placedIn({ position, ...finding }: Finding, draft: string, into: string): Finding {
  const renamed = { ...finding, message: finding.message.replaceAll(draft, into) };
  return position === undefined
    ? renamed
    : { ...renamed, position: { ...position, file: position.file.replace(draft, into) } };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
