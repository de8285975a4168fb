import type { ValueMapForm } from './export-form.ts';
import { functionStateNumbers, stateNumbers } from '../../domain/item-keys.ts';
import { severityNames } from '../../domain/severity.ts';
import { stableUuid } from './stable-uuid.ts';

/** The names of the value maps, for the items that use them. */
export const valueMapNames = {
  severity: 'Linchpin severity',
  state: 'Linchpin state',
  functionState: 'Linchpin function state',
  reserve: 'Linchpin reserve',
  wellness: 'Linchpin health',
  yesNo: 'Linchpin yes or no',
} as const;

/** The value maps of the template: numbers in words. */
export function valueMaps(): readonly ValueMapForm[] {
  return [
    valueMap(
      valueMapNames.severity,
      severityNames.map((name, number) => [number, number === 0 ? 'OK' : name]),
    ),
    valueMap(valueMapNames.state, numbered(stateNumbers)),
    valueMap(valueMapNames.functionState, numbered(functionStateNumbers)),
    valueMap(valueMapNames.reserve, [[-1, 'nothing can fail it']]),
    valueMap(valueMapNames.wellness, [
      [0, 'not well'],
      [1, 'well'],
    ]),
    valueMap(valueMapNames.yesNo, [
      [0, 'no'],
      [1, 'yes'],
    ]),
  ];
}

function numbered(numbers: Readonly<Record<string, number>>): readonly (readonly [number, string])[] {
  return Object.entries(numbers).map(([word, number]) => [number, word] as const);
}

function valueMap(name: string, words: readonly (readonly [number, string])[]): ValueMapForm {
  return {
    uuid: stableUuid(`value map/${name}`),
    name,
    mappings: words.map(([value, newvalue]) => ({ value: String(value), newvalue })),
  };
}
