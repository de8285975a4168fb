/** What stands between the slashes of a `/regular expression/` of people; `undefined` for a text that is none. */
export function regexSource(text: string): string | undefined {
  return text.length > 2 && text.startsWith('/') && text.endsWith('/') ? text.slice(1, -1) : undefined;
}

/** A text as the source of a regular expression that fits it and nothing else. */
export function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
