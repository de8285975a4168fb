/** The code that Node gives an error of the world, such as `ENOENT`; `undefined` for one without. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
