import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/domain/glob.ts';
import { compileName } from '../../src/observe/placeholders.ts';

/** What a glob means, tried out letter by letter. */
function fits(glob: string, text: string): boolean {
  const [first, rest] = [glob.charAt(0), glob.slice(1)];
  if (glob === '') return text === '';
  if (first === '*') return fits(rest, text) || (text !== '' && fits(glob, text.slice(1)));
  return text !== '' && (first === '?' || first === text.charAt(0)) && fits(rest, text.slice(1));
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
const globs = fc.string({ unit: fc.constantFrom('a', 'b', '*', '*', '?', '.'), maxLength: 8 });

describe('a glob', () => {
  it('fits what its stars and question marks leave room for', () => {
    fc.assert(
      fc.property(globs, letters, (glob, text) => {
        expect(compileGlob(glob)(text)).toBe(fits(glob, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a word between texts that the name has more than once', () => {
    const name = compileName('*a*: {container} b*is {disk}*down*!');
    expect(name('a: x y a: web-1 b c is not, is sda up, down b !')).toEqual({ container: 'web-1', disk: 'sda' });
    expect(name('a: x y a: web-1 c is not, is sda up, down b !')).toBeUndefined();
  });

  it.each(['*a*b*a*c*', '*a*b*a*b*c {container}', '{disk} *a*b*a*b*c*'])(
    '%s is done with names made for it',
    (glob) => {
      expect(compileName(glob)(`x ${'ab'.repeat(1023)}`)).toBeUndefined();
    },
  );
});
