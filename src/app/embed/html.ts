/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

/** What a template takes: texts, which are never taken for HTML, and what is HTML already. */
export type Part = string | number | Markup | readonly Markup[] | undefined;

/** Makes HTML, or SVG, of a template: whatever is no `Markup` is text, in elements and in quoted attributes alike. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: strings.map((text, index) => (index === 0 ? text : markupOf(parts[index - 1]) + text)).join('') };
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (found) => entities[found] ?? found);
}
