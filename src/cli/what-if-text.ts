import type { NodeId } from '../domain/node.ts';
import { localId } from '../domain/node.ts';
import type { Result, ResultIncident, ResultNode } from '../domain/result.ts';
import type { Severity } from '../domain/severity.ts';
import { amount, fewOf } from './amount.ts';
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
    paragraph(`If ${fewOf(fail, mostNamed)} failed, ${on}:`, width, { indent: '' }).map((text) => colours.bold(text)),
    changeLines('SYSTEM', changed('systems'), colours),
    partLines('subsystem', changed('subsystems'), looks),
    partLines('pod', changed('pods'), looks),
    lostLines(now.result, result, width),
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
    nameOf(after),
    turn(before.state, after.state),
    severityText(after.severity, colours),
    turn(reserveOf(before), reserveOf(after)),
  ]);
  return tableLines(rows, { head: [what, 'STATE', 'SEVERITY', 'RESERVE'] });
}

function turn(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`;
}

function reserveOf({ reserve }: ResultNode): string {
  return reserve === null || reserve === undefined ? reserveText(reserve) : String(reserve);
}

/** Parts of which another state follows one by one, the others by number: a server takes reserve of very many. */
function partLines(what: 'pod' | 'subsystem', found: readonly Change[], { colours, width }: Looks): readonly string[] {
  const isGrave = ({ before, after }: Change): boolean => before.state !== after.state;
  const rest = found.filter((change) => !isGrave(change) && hasLess(change));
  const bare = rest.filter(({ after }) => after.reserve === 0);
  const less = rest.filter(({ after }) => after.reserve !== 0);
  return [
    ...changeLines(what.toUpperCase(), found.filter(isGrave), colours),
    ...counted([what, 'left without reserve'], bare.map(partName), width),
    ...counted([what, 'left with less reserve'], less.map(partName), width),
  ];
}

function partName({ after }: Change): string {
  return nameOf(after);
}

function hasLess({ before, after }: Change): boolean {
  return (after.reserve ?? Infinity) < (before.reserve ?? Infinity);
}

/** The functions that users would lose one by one; those that would be impaired by number. */
function lostLines(now: Result, then: Result, width: number): readonly string[] {
  const before = new Map(now.functions.map(({ id, state }) => [id, state]));
  const changed = then.functions.filter(({ id, state }) => before.get(id) !== state);
  const impaired = changed.filter(({ state }) => state === 'impaired').map(({ name }) => name);
  const others = changed.filter(({ state }) => state !== 'impaired');
  return [...functionLines(others, then), ...counted(['function', 'impaired'], impaired, width)];
}

function counted(
  [what, how]: readonly [what: string, how: string],
  found: readonly string[],
  width: number,
): readonly string[] {
  if (found.length === 0) return [];
  return paragraph(`${amount(found.length, what)} ${how}: ${fewOf(found, mostNamed)}`, width, {
    indent: '  ',
    first: '',
  });
}

function nameOf({ name, id }: ResultNode): string {
  return printable(name ?? localId(id));
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
    ...(stay > 0 ? [`${amount(stay, 'incident stays as it is', 'incidents stay as they are')}.`] : []),
    ...(noPrimary.length > 0
      ? [
          `Even a healthy installation leaves unknown: ${fewOf(noPrimary, mostNamed)}. The inventory names no primary there; give one of its containers \`role: primary\`.`,
        ]
      : []),
  ];
}
