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
export function refuseNotBuilt(written: Written, note: Note): void {
  const asked = [...sections(written), ...words(written)];
  for (const { what, path } of asked) note(complaints.notBuilt(`\`${what}\``), path);
}

function sections({ http }: Written): readonly Asked[] {
  const given: readonly (readonly [string, unknown])[] = [
    ['http.tokens', http?.tokens],
    ['http.frameAncestors', http?.frameAncestors],
  ];
  return given.filter(([, value]) => value !== undefined).map(([what]) => ({ what, path: what.split('.') }));
}

function words({ language, recovery }: Written): readonly Asked[] {
  const asked: Asked[] = [];
  if (language === 'ru') asked.push({ what: 'language: ru', path: ['language'] });
  const mode = recovery?.mode ?? 'off';
  if (mode !== 'off') asked.push({ what: `recovery: { mode: ${mode} }`, path: ['recovery', 'mode'] });
  return asked;
}
