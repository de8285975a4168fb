import type { FastifyRequest } from 'fastify';
import { languages } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';

/** The language that an answer is wanted in: what `lang` says, else what the browser wants most, else what is configured. */
export function languageAsked(
  { query, headers }: Pick<FastifyRequest, 'query' | 'headers'>,
  configured: Language,
): Language {
  const { lang } = (query ?? {}) as { readonly lang?: Language };
  return lang ?? wantedMost(headers['accept-language'] ?? '') ?? configured;
}

/** Of a header such as `ru-RU,ru;q=0.9,en;q=0.8` the first of our languages, by weight (RFC 9110, 12.5.4). */
function wantedMost(header: string): Language | undefined {
  const wanted = header.split(',').flatMap((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const primary = tag.split('-')[0];
    const language = languages.find((one) => one === primary);
    const weight = Number(
      rest
        .find((one) => one.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    return language !== undefined && weight > 0 ? [{ language, weight }] : [];
  });
  return wanted.toSorted((a, b) => b.weight - a.weight)[0]?.language;
}
