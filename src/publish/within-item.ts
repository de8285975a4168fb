/** A text has at most so many bytes: a text item holds 65,535, characters to PostgreSQL and bytes to MySQL. */
export const largestText = 60_000;

const encoder = new TextEncoder();
const mark = '\n…';

/** How many bytes a text takes. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** A text as a text item holds it: of one that is too long the lines at its end are left out, or the rest of its only line. */
export function withinItem(text: string): string {
  if (bytesOf(text) <= largestText) return text;
  const room = new Uint8Array(largestText - bytesOf(mark));
  // No letter is written in part.
  const { read } = encoder.encodeInto(text, room);
  const end = text.lastIndexOf('\n', read);
  return `${text.slice(0, end > 0 ? end : read)}${mark}`;
}
