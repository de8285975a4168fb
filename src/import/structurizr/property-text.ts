import type { Plain } from '../imported.ts';

/**
 * A plain value as the text of a property. Quotes and dollar signs mean something in Structurizr's language, so values
 * that are not plain words are JSON with single quotes, and these, like others within texts, are written by their codes.
 */
export function propertyText(value: Plain): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && isPlainWord(value)) return value;
  return JSON.stringify(value).replace(/\\.|['"$]/gu, (sign) => codes[sign] ?? sign);
}

/** Quotes that end a text become single ones, those within it and dollar signs are written by their codes. */
const codes: Readonly<Record<string, string>> = {
  '"': "'",
  '\\"': '\\u0022',
  "'": '\\u0027',
  $: '\\u0024',
};

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
