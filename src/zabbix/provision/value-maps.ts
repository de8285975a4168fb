import type { ValueMapForm } from './export-form.ts';
import { functionStateNumbers, stateNumbers } from '../../domain/item-keys.ts';
import type { ObjectWords } from './object-words-en.ts';
import { stableUuid } from './stable-uuid.ts';

/** The names of the value maps, for the items that use them; by them Zabbix finds them, so that they have no language. */
export const valueMapNames = {
  severity: 'Linchpin severity',
  state: 'Linchpin state',
  functionState: 'Linchpin function state',
  reserve: 'Linchpin reserve',
  wellness: 'Linchpin health',
  yesNo: 'Linchpin yes or no',
} as const;

/** The value maps of the template: numbers in words. */
export function valueMaps(words: ObjectWords): readonly ValueMapForm[] {
  return [
    valueMap(
      valueMapNames.severity,
      words.severities.map((name, number) => [number, name]),
    ),
    valueMap(valueMapNames.state, numbered(stateNumbers, words.states)),
    valueMap(valueMapNames.functionState, numbered(functionStateNumbers, words.functionStates)),
    valueMap(valueMapNames.reserve, [[-1, words.endlessReserve]]),
    valueMap(
      valueMapNames.wellness,
      words.wellness.map((name, number) => [number, name]),
    ),
    valueMap(
      valueMapNames.yesNo,
      words.yesNo.map((name, number) => [number, name]),
    ),
  ];
}

function numbered<State extends string>(
  numbers: Readonly<Record<State, number>>,
  words: Readonly<Record<State, string>>,
): readonly (readonly [number, string])[] {
  return (Object.keys(numbers) as State[]).map((state) => [numbers[state], words[state]] as const);
}

function valueMap(name: string, words: readonly (readonly [number, string])[]): ValueMapForm {
  return {
    uuid: stableUuid(`value map/${name}`),
    name,
    mappings: words.map(([value, newvalue]) => ({ value: String(value), newvalue })),
  };
}
