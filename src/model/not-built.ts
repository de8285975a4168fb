import { findCallCycles } from './call-cycles.ts';
import { complaints, quoted } from './complaints.ts';
import type { ById, Declarations, Declared } from './declarations.ts';
import type { Report } from './findings.ts';
import { keyPositionOf, type Place, positionOf, within } from './positions.ts';
import type { WrittenRule } from './rules.ts';
import type { WrittenPod } from './schema.ts';

/** Refuses what a model may say but Linchpin does not compute yet: silence would be a wrong answer. */
export function refuseNotBuilt(declarations: Declarations, report: Report): void {
  const { pods, subsystems, containers, rules, customRules } = declarations;
  for (const pod of pods.values()) refusePod(pod, report);
  for (const { place, written } of subsystems.values()) {
    if (written?.enabled === false) refuse('`enabled: false`', within(place, 'enabled'), report);
  }
  for (const { place, written } of containers) refuseRules(place, written?.rules, report);
  for (const [name, { value, place }] of rules) refuseRule(name, { rule: value, place }, report);
  for (const { id, place } of customRules.values()) {
    report(complaints.notBuilt(`custom rule ${quoted(id)} (\`rules.custom\`)`), keyPositionOf(place));
  }
  refuseCycles(pods, report);
}

function refuse(what: string, place: Place, report: Report): void {
  report(complaints.notBuilt(what), positionOf(place));
}

function refusePod({ place, written }: Declared<WrittenPod>, report: Report): void {
  if (!written) return;
  const { kind } = written;
  if (kind === 'primary-replica' || kind === 'all') refuse(`\`kind: ${kind}\``, within(place, 'kind'), report);
  // With another kind `failover` is a mistake of its own.
  if (written.failover !== undefined && kind === 'primary-replica')
    refuse('`failover`', within(place, 'failover'), report);
  if (typeof written.replicas === 'object') refuse('`replicas: { min, max }`', within(place, 'replicas'), report);
  if (written.runs !== undefined) refuse(`\`runs: ${written.runs}\``, within(place, 'runs'), report);
  if (written.enabled === false) refuse('`enabled: false`', within(place, 'enabled'), report);
  refuseRules(place, written.rules, report);
}

function refuseRules(
  place: Place,
  rules: Readonly<Record<string, WrittenRule | undefined>> = {},
  report: Report,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    refuseRule(name, { rule, place: within(place, 'rules', name) }, report);
  }
}

/** `gone` and `missing` are judged by the engine itself and can't be switched off yet. */
function refuseRule(
  name: string,
  { rule, place }: { rule: WrittenRule | undefined; place: Place },
  report: Report,
): void {
  if ((name === 'gone' || name === 'missing') && rule !== undefined) refuse(`\`${name}: off\``, place, report);
}

function refuseCycles(pods: ById<Declared<WrittenPod>>, report: Report): void {
  const calls = new Map([...pods].map(([id, { written }]) => [id, written?.calls ?? []]));
  for (const cycle of findCallCycles(calls)) {
    const [first = '', second = first] = cycle;
    const pod = pods.get(first);
    if (!pod) continue;
    const entry = pod.written?.calls?.indexOf(second) ?? 0;
    const ring = [...cycle, first].join(' → ');
    report(complaints.notBuilt(`a cycle of calls (${ring})`), positionOf(within(pod.place, 'calls', entry)));
  }
}
