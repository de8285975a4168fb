import type { Incident } from '../../domain/incident.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Severity } from '../../domain/severity.ts';
import { ageText, besides } from './grounds.ts';
import type { Grounds } from './grounds.ts';
import type { View } from './frame.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { severityMark, stateMark } from './marks.ts';
import { incidentsOf } from './own-incidents.ts';
import { mostFitting } from './sizes.ts';
import { functionCounts, functionsOf, incidentCounts, isAllSeen } from './tally.ts';

/** The ranked list: what is broken at the root, what that does, what to do. */
export function incidentsView(grounds: Grounds): View {
  const { state, system } = grounds;
  const incidents = incidentsOf(state, system.id);
  const functions = functionsOf(grounds);
  const highest = Math.max(0, ...incidents.map(({ zabbixSeverity }) => zabbixSeverity)) as Severity;
  const isSeen = isAllSeen(grounds, functions);
  const list = markup`<ol class="entries">
    ${incidents.slice(0, mostFitting).map((one) => entry(grounds, one))}
  </ol>`;
  return {
    name: 'incidents',
    of: 'incidents',
    mark: incidents.length > 0 ? severityMark(highest) : stateMark(isSeen ? 'working' : 'unknown'),
    glance: [...incidentCounts(grounds, incidents), ...functionCounts(grounds, functions)].join(' · '),
    main: markup`<main class="renewed">${incidents.length > 0 ? list : nothingOpen(grounds, isSeen)}</main>`,
    count: incidents.length,
    whole: {},
  };
}

/** No incident is no all-clear: that needs data. */
function nothingOpen(grounds: Grounds, isSeen: boolean): Markup {
  const { say } = grounds;
  if (!isSeen) return markup`<p>${stateMark('unknown')} ${say('embed.nothing-open')} ${say('embed.not-all-seen')}</p>`;
  const isWhole = functionsOf(grounds).every(({ state }) => state === 'available');
  return markup`<p>${stateMark('working')} ${isWhole ? say('embed.well') : say('embed.nothing-open')}</p>`;
}

function entry(grounds: Grounds, incident: Incident): Markup {
  const { say, words, look } = grounds;
  const { id, onset, severity, zabbixSeverity, stale } = incident;
  const lost = lossText(grounds, incident);
  return markup`<li class="severity-${zabbixSeverity}">
    <a class="entry" href="${besides(look, 'incident', id)}">
      <span class="age">${stale ? '? ' : ''}${ageText(onset, grounds)}</span>
      <p class="text">${severityMark(zabbixSeverity)} <b>${words.incident(incident)}</b></p>
      <div class="facts">
        <p class="first"><span class="chip">${say(`embed.effect.${severity}`)}</span></p>
        ${lost === undefined ? '' : markup`<p>${lost}</p>`}
        <p class="quiet">${say('embed.to-do', { advice: words.advice(incident.action) })}</p>
      </div>
    </a>
  </li>`;
}

/** What users lose by it, else what is impaired; nothing where it is neither. */
function lossText({ say, state }: Grounds, { functionsLost, functionsImpaired }: Incident): string | undefined {
  const names = (ids: readonly NodeId[]): string =>
    ids.map((id) => state.world.graph.functions.get(id)?.name ?? id).join(', ');
  if (functionsLost.length > 0) return say('embed.users-lose', { names: names(functionsLost) });
  return functionsImpaired.length > 0 ? say('embed.users-miss', { names: names(functionsImpaired) }) : undefined;
}
