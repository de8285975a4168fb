import { compileGlob } from '../domain/glob.ts';
import type { ActionKind, RecoveryScope } from '../domain/recovery-rule.ts';
import { complaints } from './complaints.ts';
import type { Declarations, Declared } from './declarations.ts';
import type { Report } from './findings.ts';
import { nearestName } from './nearest-name.ts';
import { keyPositionOf, type Place, positionOf, within } from './positions.ts';
import { stepOf } from './recoveries.ts';
import type { WrittenRecovery } from './recovery-form/schema.ts';
import { builtInRules, type RuleNode } from './rules.ts';

type RootKind = NonNullable<RecoveryScope['kind']>;

/** Looks up what recoveries name, and reports what could never be done (semantics 8). */
export function checkRecoveries(declarations: Declarations, report: Report): void {
  const nodes = ruleNodes(declarations);
  for (const { place, written } of declarations.recoveries.values()) {
    if (!written) continue;
    const context: Context = { declarations, nodes, place, report };
    checkRules(written, context);
    checkPods(written, context);
    checkTags(written, context);
    checkSteps(written, context);
  }
}

interface Context {
  readonly declarations: Declarations;
  /** What each rule is about. */
  readonly nodes: ReadonlyMap<string, RuleNode>;
  readonly place: Place;
  readonly report: Report;
}

function ruleNodes({ customRules }: Declarations): ReadonlyMap<string, RuleNode> {
  return new Map([
    ...builtInRules.map(({ name, node }) => [name, node] as const),
    ...[...customRules.values()].flatMap(({ id, written }) => (written ? [[id, written.on] as const] : [])),
  ]);
}

/** On what the rules are that can be evidence of a root of a kind. */
const evidenceOf: Readonly<Record<RootKind, readonly RuleNode[]>> = {
  container: ['container'],
  pod: ['container'],
  server: ['server'],
  disk: ['disk'],
  network: ['network'],
};

function checkRules({ for: { kind, rules = [] } }: WrittenRecovery, { nodes, place, report }: Context): void {
  for (const [index, rule] of rules.entries()) {
    const position = positionOf(within(place, 'for', 'rules', index));
    const node = nodes.get(rule);
    if (node === undefined) report(complaints.unknownRule(rule, nearestName(rule, nodes.keys())), position);
    else if (kind && !evidenceOf[kind].includes(node)) report(complaints.ruleNotOfKind(rule, node, kind), position);
  }
}

function checkPods({ for: { pods = [] } }: WrittenRecovery, { declarations, place, report }: Context): void {
  const known = [...declarations.pods.keys()];
  for (const [index, glob] of pods.entries()) {
    if (known.some(compileGlob(glob))) continue;
    report(complaints.fitsNoPod(glob, nearestName(glob, known)), positionOf(within(place, 'for', 'pods', index)));
  }
}

function checkTags({ for: { tags = {} } }: WrittenRecovery, { declarations, place, report }: Context): void {
  const all = [...declarations.servers.values()].map(({ written }) => written?.tags ?? {});
  const wanted = Object.entries(tags);
  const fits = all.some((own) => wanted.every(([tag, value]) => Object.hasOwn(own, tag) && own[tag] === value));
  if (wanted.length > 0 && !fits) {
    const text = wanted.map(([tag, value]) => `${tag}: ${value}`).join(', ');
    report(complaints.fitsNoServer(text), keyPositionOf(within(place, 'for', 'tags')));
  }
}

/** Of which roots a step finds something to do: a server is drained also for what runs on it. */
const rootsOf: Readonly<Record<ActionKind, readonly RootKind[]>> = {
  restart: ['container', 'pod', 'server'],
  'restart-with': ['container', 'pod', 'server'],
  'free-disk': ['disk'],
  scale: ['container', 'pod'],
  resize: ['container', 'pod', 'server', 'disk'],
  'roll-back': ['container', 'pod'],
  drain: ['container', 'server', 'disk', 'network'],
  reroute: ['container', 'pod', 'server', 'network'],
};

function checkSteps(written: WrittenRecovery, context: Context): void {
  const { place, report } = context;
  for (const [index, one] of written.steps.entries()) {
    const at = within(place, 'steps', index);
    const step = stepOf(one);
    if (step === undefined || Object.keys(one).length > 1) {
      report(complaints.notOneStep(Object.keys(one)), positionOf(at));
      continue;
    }
    if (step.kind === 'escalate') {
      if (index < written.steps.length - 1)
        report(complaints.afterEscalation(), keyPositionOf(within(place, 'steps', index + 1)));
      continue;
    }
    const { kind } = written.for;
    const roots = rootsOf[step.kind];
    if (kind && !roots.includes(kind)) report(complaints.stepNotForKind(step.kind, kind, roots), keyPositionOf(at));
    if (step.kind === 'scale') checkScale(written, { ...context, place: at });
  }
}

/** More replicas than a model declares are an error of it, so only what may have more can be scaled. */
function checkScale({ for: { pods } }: WrittenRecovery, { declarations, place, report }: Context): void {
  const fits = (pods ?? ['*']).map((glob) => compileGlob(glob));
  const scaled = [...declarations.pods.values()].filter(({ id }) => fits.some((matches) => matches(id)));
  if (scaled.some(canScale)) return;
  report(complaints.scalesNoPod(), keyPositionOf(place));
}

function canScale({ written }: Declared<{ readonly replicas?: unknown }>): boolean {
  return typeof written?.replicas === 'object';
}
