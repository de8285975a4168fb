import type { NodeId } from '../domain/node.ts';
import { localId } from '../domain/node.ts';
import type { Result, ResultIncident, ResultNode } from '../domain/result.ts';
import type { Severity } from '../domain/severity.ts';
import { functionNames, incidentLines } from './incident-text.ts';
import { severityText } from './severity-colour.ts';
import { blocksText, functionLines, reserveText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Colours, Looks } from './terminal.ts';
import { paragraph } from './wrap.ts';

/** What `what-if` found: the state asked about, the one that would follow, and what was said to fail. */
export interface Answer {
  readonly now: { readonly result: Result };
  readonly then: { readonly result: Result };
  readonly fail: readonly NodeId[];
  readonly isHealthy: boolean;
}

const mostNamed = 6;

/** The answer of `what-if` for people: only what would be otherwise than it is. */
export function whatIfText({ now, then, fail, isHealthy }: Answer, looks: Looks): string {
  const { colours, width } = looks;
  const { result } = then;
  const on = isHealthy ? 'on a healthy installation' : `on top of the state of ${now.result.at}`;
  const changed = (kind: 'systems' | 'subsystems' | 'pods'): readonly Change[] =>
    changes(now.result[kind], result[kind]);
  const incidents = newIncidents(now.result, result);
  const stay = result.incidents.filter(({ state }) => state === 'open').length - incidents.length;
  return blocksText([
    paragraph(`If ${some(fail, 'nodes')} failed, ${on}:`, width, { indent: '' }).map((text) => colours.bold(text)),
    changeLines('SYSTEM', changed('systems'), colours),
    changeLines('SUBSYSTEM', changed('subsystems'), colours),
    podLines(changed('pods'), looks),
    functionLines(changedFunctions(now.result, result), result),
    incidents.flatMap((incident) => incidentLines(incident, functionNames(result), looks)),
    remarks({ now: now.result, then: result, stay, isHealthy }).flatMap((text) =>
      paragraph(text, width, { indent: '' }),
    ),
  ]);
}

interface Change {
  readonly before: ResultNode;
  readonly after: ResultNode;
}

/** The nodes whose state, severity or reserve is another one, the worst first. */
function changes(before: readonly ResultNode[], after: readonly ResultNode[]): readonly Change[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return after
    .flatMap((node) => {
      const was = known.get(node.id);
      return was && (was.state !== node.state || was.reserve !== node.reserve || was.severity !== node.severity)
        ? [{ before: was, after: node }]
        : [];
    })
    .toSorted((a, b) => b.after.severity - a.after.severity);
}

function changeLines(what: string, found: readonly Change[], colours: Colours): readonly string[] {
  const rows = found.map(({ before, after }) => [
    printable(after.name ?? localId(after.id)),
    turn(before.state, after.state),
    severityText(after.severity, colours),
    turn(reserveText(before.reserve), reserveText(after.reserve).replace('reserve ', '')),
  ]);
  return tableLines(rows, { head: [what, 'STATE', 'SEVERITY', 'RESERVE'] });
}

function turn(before: string, after: string): string {
  return before === after || before.endsWith(` ${after}`) ? before : `${before} → ${after}`;
}

/** Pods that fail or are left without reserve one by one, the others by number: a server takes reserve of very many. */
function podLines(found: readonly Change[], { colours, width }: Looks): readonly string[] {
  const isGrave = ({ before, after }: Change): boolean => before.state !== after.state;
  const bare = found.filter((change) => !isGrave(change) && change.after.reserve === 0 && change.before.reserve !== 0);
  const less = found.filter((change) => !isGrave(change) && !bare.includes(change) && hasLess(change));
  const lines = changeLines('POD', found.filter(isGrave), colours);
  return [...lines, ...counted('without reserve then', bare, width), ...counted('with less reserve', less, width)];
}

function hasLess({ before, after }: Change): boolean {
  return (after.reserve ?? Infinity) < (before.reserve ?? Infinity);
}

function counted(what: string, found: readonly Change[], width: number): readonly string[] {
  if (found.length === 0) return [];
  const names = some(
    found.map(({ after }) => after.name ?? localId(after.id)),
    'pods',
  );
  return paragraph(`${found.length} ${found.length === 1 ? 'pod' : 'pods'} ${what}: ${names}`, width, {
    indent: '  ',
    first: '',
  });
}

/** A few names, or how many there are. */
function some(names: readonly string[], what: string): string {
  const shown = printable(names.slice(0, mostNamed).join(', '));
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more ${what}` : shown;
}

function changedFunctions(now: Result, then: Result): Result['functions'] {
  const before = new Map(now.functions.map(({ id, state }) => [id, state]));
  return then.functions.filter(({ id, state }) => before.get(id) !== state);
}

/** The incidents that there would be and are not now, or not with this severity or so much lost. */
function newIncidents(now: Result, then: Result): readonly ResultIncident[] {
  const before = new Map(now.incidents.map((incident) => [incident.id, incident]));
  return then.incidents.filter((incident) => {
    const was = before.get(incident.id);
    return incident.state === 'open' && (was === undefined || facts(was) !== facts(incident));
  });
}

function facts(incident: ResultIncident): string {
  const { severity, evidence, failed, functionsLost, functionsImpaired, reserve, symptoms } = incident;
  return JSON.stringify([severity, evidence, failed, functionsLost, functionsImpaired, reserve, symptoms]);
}

function remarks(found: {
  readonly now: Result;
  readonly then: Result;
  readonly stay: number;
  readonly isHealthy: boolean;
}): readonly string[] {
  const { now, then, stay, isHealthy } = found;
  const worst = then.incidents.reduce<Severity>((most, { zabbixSeverity: next }) => (next > most ? next : most), 0);
  const noPrimary = isHealthy ? now.shards.filter(({ state }) => state === 'unknown').map(({ id }) => id) : [];
  return [
    ...(worst === 0 ? ['Nothing that the model knows depends on it.'] : []),
    ...(stay > 0 ? [`${stay} ${stay === 1 ? 'incident stays as it is' : 'incidents stay as they are'}.`] : []),
    ...(noPrimary.length > 0
      ? [
          `Even a healthy installation leaves unknown: ${some(noPrimary, 'shards')}. The inventory names no primary there; give one of its containers \`role: primary\`.`,
        ]
      : []),
  ];
}
