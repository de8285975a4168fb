import type { Instant } from '../domain/instant.ts';
import type { Observation } from '../domain/signal.ts';
import { described } from '../model/shape/report-mistakes.ts';

/** One line of an observations file (contracts, Observations): an observation, or what is wrong with the line. */
export function parseObservationLine(line: string): Observation | { readonly wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { wrong: `this is not JSON (${error instanceof Error ? error.message : 'no reason given'})` };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { wrong: 'expected a JSON object' };
  const fields = json as Readonly<Record<string, unknown>>;
  const at = instantOf(fields['at']);
  const { node, signal, value } = fields;
  if (at === undefined)
    return {
      wrong: fieldWrong('at', fields, 'a time as ISO 8601 with its zone, or as Unix seconds (not milliseconds)'),
    };
  if (typeof node !== 'string') return { wrong: fieldWrong('node', fields, 'the id of a node') };
  if (typeof signal !== 'string') return { wrong: fieldWrong('signal', fields, 'the name of a signal') };
  // JSON knows no infinity, but a number that is too large reads as one.
  if (typeof value !== 'string' && (typeof value !== 'number' || !Number.isFinite(value))) {
    return { wrong: fieldWrong('value', fields, 'a number or a word') };
  }
  return { at, node, signal, value };
}

function fieldWrong(field: string, fields: Readonly<Record<string, unknown>>, expected: string): string {
  return field in fields
    ? `"${field}" is ${described(fields[field])}, expected ${expected}`
    : `"${field}" is missing, expected ${expected}`;
}

const isoForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:[.,](\d+))?(Z|[+-]\d{2}:?\d{2})$/i;

/** The last second of the year 9999, beyond which ISO 8601 does not go: a time past it was counted in milliseconds. */
const endOfTime = 253_402_300_799;

/** A time as people write it: ISO 8601 with its zone, or a number of Unix seconds; `undefined` for anything else. */
export function instantOf(at: unknown): Instant | undefined {
  if (typeof at === 'number') return Math.abs(at) <= endOfTime ? at : undefined;
  const parts = typeof at === 'string' ? isoForm.exec(at) : null;
  if (parts === null) return undefined;
  const [, minute = '', second = ':00', fraction = '0', zone = 'Z'] = parts;
  const colonZone = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  // Apart from the fraction, which a Date would cut to milliseconds.
  const ms = Date.parse(`${minute}${second}${colonZone}`.toUpperCase());
  return Number.isNaN(ms) ? undefined : ms / 1000 + Number(`0.${fraction}`);
}
