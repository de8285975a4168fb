import type { Incident } from '../../domain/incident.ts';
import type { NodeId } from '../../domain/node.ts';
import { besides, sinceText } from './grounds.ts';
import type { Grounds } from './grounds.ts';
import type { View } from './frame.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { severityMark, stateMark } from './marks.ts';
import { incidentsOf } from './own-incidents.ts';

/** How much of the evidence is shown: the page has all of it. */
const mostShown = 8;

/** One incident from near: where a frame may open nothing else, this is what a click leads to. */
export function incidentView(grounds: Grounds, id: string): View {
  const { state, system, say, look, words } = grounds;
  const incident = incidentsOf(state, system.id).find((one) => one.id === id);
  const back = markup`<p><a href="${besides(look, 'incidents')}">← ${say('embed.back')}</a></p>`;
  const told = incident === undefined ? markup`<p role="status">${say('embed.over')}</p>` : story(grounds, incident);
  return {
    name: 'incident',
    of: 'incident',
    mark: incident === undefined ? stateMark('unknown') : severityMark(incident.zabbixSeverity),
    glance: incident === undefined ? '' : words.incident(incident),
    main: markup`<main class="renewed">${back}${told}</main>`,
    whole: incident === undefined ? {} : { incident: id },
  };
}

function story(grounds: Grounds, incident: Incident): Markup {
  const { say, words, state } = grounds;
  const { severity, zabbixSeverity, onset, functionsLost, functionsImpaired, symptoms, stale, changes } = incident;
  const named = (ids: readonly NodeId[]): string => ids.map((id) => words.node(id)).join(', ');
  const facts: readonly (readonly [string, Markup | string] | undefined)[] = [
    [
      say('embed.fact.effect'),
      markup`<span class="chip severity-${zabbixSeverity}">${say(`embed.effect.${severity}`)}</span>`,
    ],
    [say('embed.fact.to-do'), words.advice(incident.action)],
    [say('embed.fact.lost'), functionsLost.length > 0 ? named(functionsLost) : say('embed.nothing')],
    functionsImpaired.length > 0 ? [say('embed.fact.impaired'), named(functionsImpaired)] : undefined,
    [say('embed.fact.reserve'), words.reserve(incident, state.verdicts)],
    [say('embed.fact.since'), sinceText(onset, grounds)],
    [say('embed.fact.evidence'), evidence(grounds, incident)],
    changes.length > 0 ? [say('embed.fact.changes'), changed(grounds, incident)] : undefined,
    symptoms.length > 0 ? [say('embed.fact.symptoms'), say('embed.symptoms', { count: symptoms.length })] : undefined,
  ];
  const rows = facts
    .filter((fact) => fact !== undefined)
    .map(([name, fact]) => markup`<dt>${name}</dt><dd>${fact}</dd>`);
  return markup`${stale ? markup`<p>${stateMark('unknown')} ${say('embed.stale')}</p>` : ''}
    <dl>${rows}</dl>`;
}

function evidence(grounds: Grounds, { evidence: found }: Incident): Markup {
  const { say, words } = grounds;
  const shown = found
    .slice(0, mostShown)
    .map((one) => markup`<li>${words.node(one.node)} ${words.evidence(one)}, ${sinceText(one.since, grounds)}</li>`);
  const more = found.length - shown.length;
  return markup`<ul>
    ${shown}${more > 0 ? markup`<li>${say('embed.more.on-page', { count: more })}</li>` : ''}
  </ul>`;
}

function changed(grounds: Grounds, { changes }: Incident): Markup {
  const lines = changes.map(({ signal, value, at }) => markup`<li>${signal}: ${value}, ${sinceText(at, grounds)}</li>`);
  return markup`<ul>
    ${lines}
  </ul>`;
}
