import { loadSettingsOnly, loadSetup } from '../app/setup.ts';
import type { LastResult } from '../app/read-store.ts';
import type { Setup, Uses } from '../app/setup.ts';
import type { Settings } from '../config/settings.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

/** Configuration and compiled model; says what is wrong where either is not usable. */
export async function setupOrTell(
  common: CommonOptions,
  terminal: Terminal,
  uses: Uses = {},
): Promise<Setup | undefined> {
  const { setup, findings } = await loadSetup({ ...common, env: process.env }, uses);
  tellFindings(findings, terminal);
  return setup;
}

/** The configuration alone, for a command that needs no model; says what is wrong where it is not usable. */
export async function settingsOrTell(common: CommonOptions, terminal: Terminal): Promise<Settings | undefined> {
  const { settings, findings } = await loadSettingsOnly({ ...common, env: process.env });
  tellFindings(findings, terminal);
  return settings;
}

/** What the last cycle left in the store, for a command that only shows it; says what is wrong where the configuration is not usable. */
export async function lastResultOrTell(
  common: CommonOptions,
  terminal: Terminal,
  want: { readonly ended: boolean },
): Promise<LastResult | undefined> {
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return undefined;
  // Loaded when needed: the database's client takes long to load.
  const { readLastResult } = await import('../app/read-store.ts');
  return readLastResult(settings, want);
}
