import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { loadSettings } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Finding } from '../../src/domain/finding.ts';

/** A folder of its own for a test, with files in it. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linchpin-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
  return folder;
}

/** Findings one a line; the folder's name is left out. */
export function lines(findings: readonly Finding[], folder = ''): string[] {
  return findings.map(({ position, level, code, message }) => {
    const at = position ? `${position.file}:${position.line}:${position.column} ` : '';
    return `${at}${level} ${code} ${message}`.replaceAll(`${folder}/`, '');
  });
}

/** What a configuration file and an environment come to. */
export async function load(
  text: string,
  env: NodeJS.ProcessEnv = {},
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly settings: Settings | undefined; readonly found: string[]; readonly folder: string }> {
  const folder = await folderWith({ 'linchpin.yaml': text, ...more });
  const { settings, findings } = await loadSettings({ configFile: join(folder, 'linchpin.yaml'), env, flags: {} });
  return { settings, found: lines(findings, folder), folder };
}

/** The settings of a configuration that must be sound. */
export async function settingsOf(text: string, env: NodeJS.ProcessEnv = {}): Promise<Settings> {
  const { settings, found } = await load(text, env);
  if (!settings || found.length > 0) throw new Error(found.join('\n'));
  return settings;
}
