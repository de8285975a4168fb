import { resolve } from 'node:path';
import { isOfModel, readModelFolder } from '../config/load.ts';
import { readText } from '../config/read-text.ts';
import { writeText } from '../config/write-text.ts';
import type { Discovered } from '../domain/inventory.ts';
import { nothingTaken } from '../domain/inventory.ts';
import type { Model } from '../domain/model.ts';
import type { OnProgress } from '../domain/progress.ts';
import { follow } from '../model/follow.ts';
import type { Followed } from '../model/follow.ts';
import { completeModel } from '../model/read-model.ts';
import { writeInventory } from '../model/write-inventory.ts';
import type { WrittenInventory } from '../model/write-inventory.ts';
import { WorldError } from '../ports.ts';
import { listInventory } from '../zabbix/listing.ts';
import { connect } from './connect.ts';
import { followedFrom } from './reading-parts.ts';
import type { Setup } from './setup.ts';
import { mistakeIn } from './sound-model.ts';
import { systemClock } from './system-clock.ts';

/** What Zabbix shows, beside what the files of the model describe. */
export interface Discovery extends Followed {
  readonly discovered: Discovered;
  /** The model that the files make, and the one that they would make with what Zabbix shows besides. */
  readonly described: Model;
  readonly completed: Model;
}

/** Lists Zabbix's inventory once and compares it with the files of the model; rejects with `WorldError` where it cannot be read. */
export async function discoverInventory(setup: Setup, onProgress?: OnProgress): Promise<Discovery> {
  const { settings, zabbix, graph } = setup;
  const { declared, discovery } = followedFrom(setup);
  const client = connect(zabbix);
  try {
    const ownGroup = settings.publish.group;
    const { hosts, items } = await listInventory(client, { groups: zabbix.groups, ownGroup, onProgress });
    const discovered = discovery(hosts, items);
    const followed = follow(declared, { discovered, before: nothingTaken, now: systemClock.now() });
    const { model: completed = graph.model } = completeModel(declared, followed.taken);
    return { ...followed, discovered, described: graph.model, completed };
  } finally {
    client.close();
  }
}

/** A file that was brought to what Zabbix shows, or was so already. */
export interface InventoryFile extends Omit<WrittenInventory, 'text'> {
  readonly file: string;
  readonly isChanged: boolean;
  /** It lies outside the folder of the model, which so does not see it. */
  readonly isOutside: boolean;
}

/**
 * Writes what was discovered into an inventory file, whole or not at all, and only if the model is without a mistake
 * afterwards. Rejects with `WorldError` ("invalid") where the file is none that can be kept, or cannot be written.
 */
export async function writeDiscovery(found: Discovery, file: string, modelFolder: string): Promise<InventoryFile> {
  if (!isOfModel(file))
    throw refused(file, 'a model is made of files called *.yaml, but not *.test.yaml or linchpin.yaml');
  const reading = await readText(file);
  if ('why' in reading && !reading.isAbsent) throw refused(file, `it ${reading.why}`);
  const before = 'text' in reading ? reading.text : undefined;
  const written = writeInventory(before, found);
  if ('refused' in written) throw refused(file, written.refused);
  const files = await readModelFolder(modelFolder);
  const path = resolve(file);
  const others = files.filter((other) => resolve(other.path) !== path);
  const isOutside = before === undefined ? !isWithin(path, modelFolder) : others.length === files.length;
  const mistake = mistakeIn([...others, { path: file, text: written.text }]);
  if (mistake !== undefined) throw refused(file, `the model would not be valid with it: ${mistake}`);
  const isChanged = written.text !== before;
  if (isChanged) await writeText(file, written.text);
  const { text: _, ...counts } = written;
  return { file, isChanged, isOutside, ...counts };
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(`${resolve(folder)}/`);
}

function refused(file: string, why: string): WorldError {
  return new WorldError('E220', `${file} was not written: ${why}. Name another file, or correct it.`);
}
