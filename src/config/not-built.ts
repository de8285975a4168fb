import { complaints } from '../model/complaints.ts';
import type { Note } from './layers.ts';
import type { Written } from './schema.ts';

/** Refuses what a configuration may say but Linchpin does not do yet: it must not be ignored in silence. */
export function refuseNotBuilt({ recovery }: Written, note: Note): void {
  const mode = recovery?.mode ?? 'off';
  if (mode !== 'off') note(complaints.notBuilt(`\`recovery: { mode: ${mode} }\``), ['recovery', 'mode']);
}
