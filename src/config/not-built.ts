import { complaints } from '../model/complaints.ts';
import type { Path } from '../model/positions.ts';
import type { Note } from './layers.ts';
import type { Written } from './schema.ts';

/** Something that a configuration asks for and Linchpin does not do yet. */
interface Asked {
  readonly what: string;
  readonly path: Path;
}

/** Refuses what a configuration may say but Linchpin does not do yet: it must not be ignored in silence. */
export function refuseNotBuilt({ language, recovery }: Written, note: Note): void {
  const asked: Asked[] = [];
  if (language === 'ru') asked.push({ what: 'language: ru', path: ['language'] });
  const mode = recovery?.mode ?? 'off';
  if (mode !== 'off') asked.push({ what: `recovery: { mode: ${mode} }`, path: ['recovery', 'mode'] });
  for (const { what, path } of asked) note(complaints.notBuilt(`\`${what}\``), path);
}
