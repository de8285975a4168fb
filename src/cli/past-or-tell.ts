import type { Then } from '../app/past.ts';
import type { LastResult } from '../app/read-store.ts';
import type { Instant } from '../domain/instant.ts';
import { toIso } from '../domain/instant.ts';
import type { CommonOptions } from './command-line.ts';
import { lastResultOrTell, settingsOrTell } from './setup-or-tell.ts';
import type { Terminal } from './terminal.ts';

/** The state of a time from the history; says what is wrong where the configuration is not usable, and where nothing was judged then. */
export async function pastOrTell(common: CommonOptions, terminal: Terminal, at: Instant): Promise<Then | undefined> {
  const settings = await settingsOrTell(common, terminal);
  if (settings === undefined) return undefined;
  // Loaded when needed: the database's client takes long to load.
  const { readPast } = await import('../app/read-store.ts');
  const then = await readPast(settings, at);
  if (then.gap !== undefined) terminal.error(`linchpin: ${gapText(then.gap)}\n`);
  if (common.json !== true) terminal.error(`linchpin: ${oldNumbers}\n`);
  return then;
}

const oldNumbers = 'the numbers of evidence are those of when a rule last began or stopped to say yes';

/** What a command shows: what the last cycle left, or what was at a time. */
type Shown = Pick<LastResult, 'result'> & Partial<LastResult> & Pick<Then, 'gap'>;

/** The result of the last cycle, or of the time that is given; says what is wrong where the configuration is not usable. */
export async function resultOrTell(
  common: CommonOptions,
  terminal: Terminal,
  { at, ended }: { readonly at: Instant | undefined; readonly ended: boolean },
): Promise<Shown | undefined> {
  if (at === undefined) return lastResultOrTell(common, terminal, { ended });
  const then = await pastOrTell(common, terminal, at);
  return then && { result: then.state.result, ...(then.gap && { gap: then.gap }) };
}

function gapText({ from, until }: NonNullable<Then['gap']>): string {
  const end = until === undefined ? '' : ` until ${toIso(until)}`;
  return `nothing was judged from ${toIso(from)} on${end}; this is how everything stood before`;
}
