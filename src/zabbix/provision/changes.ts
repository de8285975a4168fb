import { WorldError } from '../../ports.ts';
import type { ObjectKind } from './object-kinds.ts';

/** One thing that provisioning would do, or did. */
export interface ProvisionChange {
  readonly action: 'create' | 'update' | 'delete' | 'keep';
  readonly object: 'host group' | 'template group' | 'template' | 'host' | 'embed key' | ObjectKind;
  readonly name: string;
  /** What of it, or why. */
  readonly details: readonly string[];
}

/** A change in one line for people. */
export function changeText({ action, object, name, details }: ProvisionChange): string {
  return `${action} ${object} "${name}"${details.length === 0 ? '' : `: ${details.join('; ')}`}`;
}

/** Zabbix takes nearly anything in silence: rejects with `WorldError` where what it shows afterwards still needs changes. */
export function requireDone(url: string, changes: readonly ProvisionChange[]): void {
  const left = changes.filter(({ action }) => action !== 'keep');
  if (left.length === 0) return;
  throw new WorldError(
    'E324',
    `Zabbix at ${url} accepted the changes but does not show them all; still to do: ${left.map(changeText).join(', ')}. Does somebody else change them at the same time?`,
  );
}

/** Why something of ours is left as it is. */
export type KeptFor = 'changed by hand' | 'perhaps changed by hand';

/** Why what is not as it was written last is left as it is; where nothing is known of that, nobody can say. */
export function keptFor(written: string | undefined): KeptFor {
  return written === undefined ? 'perhaps changed by hand' : 'changed by hand';
}

/** In words, what of something is left as it is, why, and what puts it back. */
export function keptText(why: KeptFor, what: readonly string[]): string {
  return `${why}; --replace puts back: ${what.join('; ')}`;
}
