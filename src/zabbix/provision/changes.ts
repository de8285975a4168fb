import type { ObjectKind } from './objects.ts';

/** One thing that provisioning would do, or did. */
export interface ProvisionChange {
  readonly action: 'create' | 'update' | 'delete' | 'keep';
  readonly object: 'host group' | 'template group' | 'template' | 'host' | ObjectKind;
  readonly name: string;
  /** What of it, or why. */
  readonly details: readonly string[];
}

/** A change in one line for people. */
export function changeText({ action, object, name, details }: ProvisionChange): string {
  return `${action} ${object} "${name}"${details.length === 0 ? '' : `: ${details.join('; ')}`}`;
}
