import { loadSetup } from '../app/setup.ts';
import type { Setup } from '../app/setup.ts';
import type { CommonOptions } from './command-line.ts';
import { tellFindings } from './findings-text.ts';
import type { Terminal } from './terminal.ts';

/** Configuration and compiled model; says what is wrong where either is not usable. */
export async function setupOrTell(common: CommonOptions, terminal: Terminal): Promise<Setup | undefined> {
  const { setup, findings } = await loadSetup({ ...common, env: process.env });
  tellFindings(findings, terminal);
  return setup;
}
