import { loadSettingsOnly, loadSetup } from '../app/setup.ts';
import type { Setup } from '../app/setup.ts';
import type { Settings } from '../config/settings.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

/** Configuration and compiled model; says what is wrong where either is not usable. */
export async function setupOrTell(common: CommonOptions, terminal: Terminal): Promise<Setup | undefined> {
  const { setup, findings } = await loadSetup({ ...common, env: process.env });
  tellFindings(findings, terminal);
  return setup;
}

/** The configuration for a command that only looks into the store; says what is wrong where it is not usable. */
export async function settingsOrTell(common: CommonOptions, terminal: Terminal): Promise<Settings | undefined> {
  const { settings, findings } = await loadSettingsOnly({ ...common, env: process.env });
  tellFindings(findings, terminal);
  return settings;
}
