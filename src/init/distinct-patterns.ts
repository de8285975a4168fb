import { literalSource } from '../domain/regex-source.ts';
import { compilePattern } from '../model/pattern.ts';
import type { GuessedPod } from './guess-pods.ts';

/** A pod with a pattern that fits the names of its own containers and of no others. */
export interface PatternedPod extends GuessedPod {
  readonly pattern: string;
}

/**
 * Gives each pod the plainest pattern that no container of another one fits: `mail-{replica}` would take `mail-db` too.
 * A pod whose containers cannot be told from others by any is left out.
 */
export function withPatterns(pods: readonly GuessedPod[]): readonly PatternedPod[] {
  const ownerOf = new Map(pods.flatMap(({ id, containers }) => containers.map(({ name }) => [name, id] as const)));
  const names = [...ownerOf.keys()];
  return pods.flatMap((pod) => {
    const own = names.filter((name) => ownerOf.get(name) === pod.id);
    const exact = `/(?:${own.map(literalSource).join('|')})/`;
    const forms = [pod.template, pod.expression, ...(pod.shards.length === 0 ? [exact] : [])];
    const pattern = forms.find((form) => fitsOnly(form, pod, { names, ownerOf }));
    return pattern === undefined ? [] : [{ ...pod, pattern }];
  });
}

function fitsOnly(
  form: string,
  { id, shards }: GuessedPod,
  { names, ownerOf }: { readonly names: readonly string[]; readonly ownerOf: ReadonlyMap<string, string> },
): boolean {
  const compiled = compilePattern(form, shards.length === 0 ? ['0'] : shards);
  if ('reason' in compiled) return false;
  const { pattern } = compiled;
  return names.every((name) => (pattern.match(name) !== undefined) === (ownerOf.get(name) === id));
}
