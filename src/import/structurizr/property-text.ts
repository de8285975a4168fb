import type { Plain } from '../imported.ts';

/**
 * A plain value as the text of a property. Quotes and dollar signs mean something in Structurizr's language, so values
 * that are not plain words are JSON with single quotes, and these, like others within texts, are written by their codes.
 */
export function propertyText(value: Plain): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && isPlainWord(value)) return value;
  return JSON.stringify(value)
    .replaceAll('\\"', '\\u0022')
    .replaceAll("'", '\\u0027')
    .replaceAll('$', '\\u0024')
    .replaceAll('"', "'");
}

/** The value of the text of a property, as `propertyText` writes it; what is none of these forms is a text. */
export function propertyValue(text: string): Plain {
  if (isPlainWord(text)) return text;
  try {
    return JSON.parse(text.replaceAll("'", '"')) as Plain;
  } catch {
    return text;
  }
}

function isPlainWord(text: string): boolean {
  return /^[A-Za-z][\w .%{}:/-]*$/u.test(text) && !/^(?:true|false|null)$/u.test(text) && text.trim() === text;
}
