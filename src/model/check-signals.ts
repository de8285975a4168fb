import type { Condition } from '../domain/rule.ts';
import { knownSignals } from '../domain/signal.ts';
import { complaints } from './complaints.ts';
import type { Declarations } from './declarations.ts';
import type { Report } from './findings.ts';
import { editDistance } from './nearest-name.ts';
import { type Path, type Place, positionOf, within } from './positions.ts';
import type { WrittenCustom, WrittenRule } from './rules.ts';

/** Warns of signals in custom rules that look like a known one misspelt; any other name may be the model's own (contracts, Signals). */
export function checkSignals({ customRules, pods, containers }: Declarations, report: Report): void {
  for (const { place, written } of customRules.values()) if (written) checkRule(written, place, report);
  for (const { place, written } of [...pods.values(), ...containers]) {
    checkOverrides(written?.rules, within(place, 'rules'), report);
  }
}

function checkOverrides(
  rules: Readonly<Record<string, WrittenRule | undefined>> = {},
  place: Place,
  report: Report,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (typeof rule === 'object' && rule.form === 'custom') checkRule(rule, within(place, name), report);
  }
}

function checkRule({ on, rule }: WrittenCustom, place: Place, report: Report): void {
  const known = knownSignals[on] ?? [];
  for (const { signal, path } of rule.kind === 'growth'
    ? [{ signal: rule.signal, path: [] }]
    : signalsIn(rule.condition)) {
    const nearest = known.includes(signal) ? undefined : known.find((name) => isTypo(signal, name));
    if (nearest) report(complaints.nearSignal(signal, nearest), positionOf(within(place, ...path, 'signal')));
  }
}

/** One letter off, or another case: what differs more is likely to be meant. */
function isTypo(found: string, known: string): boolean {
  return known.length > 2 && editDistance(found.toLowerCase(), known.toLowerCase()) <= 1;
}

interface SignalAt {
  readonly signal: string;
  readonly path: Path;
}

/** The signals that a condition as people write it names, and where. */
function signalsIn(condition: Condition, path: Path = []): readonly SignalAt[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap((part, index) => signalsIn(part, [...path, condition.kind, index]));
    case 'not':
      return signalsIn(condition.part, [...path, 'not']);
    case 'threshold':
    case 'is':
      return [{ signal: condition.signal, path }];
    case 'is-zero':
    case 'not-running':
    case 'not-healthy':
    case 'no-limit':
      // Of built-in rules alone, which nobody writes out.
      return [];
  }
}
