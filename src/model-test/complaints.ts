import type { FindingWord } from '../domain/errors/catalogue.ts';
import { quoted } from '../model/complaints.ts';
import type { Complaint } from '../model/findings.ts';

/** Every text that the reader of `*.test.yaml` has for people beside those of the model's reader. */
export const complaints = {
  noCases: () =>
    error('no-cases', 'there are no cases here; expected `cases:` with at least one: `name: { given: …, expect: … }`'),
  noInterval: () =>
    error('no-interval', '`interval` is the time between two polls; expected more than nothing, such as 60s'),
  unknownNode: (text: string, wrong: string, nearest: string | undefined) =>
    error(
      'unknown-node',
      `${quoted(text)} ${wrong}${nearest === undefined ? '' : `: did you mean ${quoted(nearest)}?`}`,
    ),
  unknownSignal: (signal: string, node: string, nearest: string | undefined) =>
    error(
      'unknown-signal',
      `${quoted(node)} has no signal ${quoted(signal)}${nearest === undefined ? ', and no rule reads one' : `: did you mean ${quoted(nearest)}?`}`,
    ),
  valueOrGrows: (found: 'both' | 'none') =>
    error(
      'value-or-grows',
      found === 'both'
        ? '`value` stands beside `grows`; expected one of the two'
        : 'this observation says nothing; expected `value` (what is seen) or `grows` (a counter, such as 20/min)',
    ),
  atAlone: () => error('at-alone', '`at` is one moment and goes with `value` alone, without `from` and `to`'),
  endsBeforeItBegins: () => error('ends-before-it-begins', '`to` comes before `from`'),
  atMissing: () =>
    error('at-missing', 'say when this must hold: observations lead to it, so `at` is needed, such as `at: 10m`'),
  atNeedsTime: () =>
    error('at-without-time', '`at` goes with `given.observations` only: without them nothing happens over time'),
  tooManyPolls: (found: number, most: number) =>
    error(
      'too-many-polls',
      `\`at\` comes after ${found} polls; expected at most ${most}: an earlier time, or a longer \`interval\``,
    ),
  expectsNothing: () =>
    error('expects-nothing', 'nothing is expected here, so it could never fail; say what must follow'),
  dotsLast: () => error('dots-last', '`...` (others do not matter) stands at the end of a list, once'),
} as const;

function error(code: FindingWord, message: string): Complaint {
  return { level: 'error', code, message };
}
