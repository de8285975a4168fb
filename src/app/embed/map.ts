import type { NodeId } from '../../domain/node.ts';
import type { Severity } from '../../domain/severity.ts';
import { rollUpOf } from '../../domain/verdict.ts';
import type { ModelDocument } from '../../http/api/schema.ts';
import type { View } from './frame.ts';
import { onPage } from './grounds.ts';
import type { Grounds } from './grounds.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { severityMark, stateMark } from './marks.ts';

type Drawing = ModelDocument['drawings'][number];

/** A subsystem as it is shown. */
interface Shown {
  readonly id: NodeId;
  readonly name: string;
  readonly state: 'working' | 'failed' | 'unknown';
  readonly severity: Severity;
  /** It works, and nothing more of it may fail. */
  readonly isSpent: boolean;
}

const box = { width: 102, height: 46, line: 17 } as const;

/** The subsystems and who calls whom; where there is no room for a drawing, a list, the worst first. */
export function mapView(grounds: Grounds, drawing: Drawing | undefined): View {
  const { say } = grounds;
  const shown = subsystemsOf(grounds);
  const worst = shown.toSorted((a, b) => rankOf(a) - rankOf(b));
  const [first] = worst;
  const counts = (['failed', 'unknown', 'working'] as const).flatMap((state) => {
    const count = shown.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${say(`embed.state.${state}`)}: ${count}`];
  });
  const picture = drawing === undefined ? undefined : drawn(grounds, drawing, shown);
  const list = markup`<ul class="entries${picture === undefined ? '' : ' instead'}">
    ${worst.map((one) => entry(grounds, one))}
  </ul>`;
  return {
    name: 'map',
    of: picture === undefined ? 'board' : 'map board',
    mark: first === undefined || grounds.freshness.isStale ? stateMark('unknown') : markOf(first),
    glance: counts.join(' · '),
    main: markup`<main class="renewed picture">
      ${shown.length === 0 ? markup`<p>${say('embed.no-subsystems')}</p>` : ''}${picture}${list}
    </main>`,
    count: shown.length,
    whole: { view: 'map' },
  };
}

function subsystemsOf({ state, system }: Grounds): readonly Shown[] {
  const { graph } = state.world;
  return system.subsystems.flatMap((id): readonly Shown[] => {
    const subsystem = graph.subsystems.get(id);
    const rolled = rollUpOf(state.verdicts, id);
    if (subsystem === undefined || rolled === undefined) return [];
    const severity = state.incidents.severities.get(id) ?? 0;
    const isSpent = rolled.state === 'working' && rolled.reserve === 0 && severity > 1;
    return [{ id, name: subsystem.name, state: rolled.state, severity, isSpent }];
  });
}

/** What failed comes before what is not known, and that before what works; within each the higher severity first. */
function rankOf({ state, severity }: Shown): number {
  return { failed: 0, unknown: 10, working: 20 }[state] - severity;
}

function markOf({ state, severity }: Shown): Markup {
  return state === 'working' && severity > 0 ? severityMark(severity) : stateMark(state);
}

function wordOf({ say }: Grounds, { state, isSpent }: Shown): string {
  return say(`embed.state.${state}`) + (isSpent ? `, ${say('embed.no-reserve')}` : '');
}

function entry(grounds: Grounds, one: Shown): Markup {
  const { id, name } = one;
  return markup`<li class="severity-${one.severity}">
    <a class="entry" href="${addressOf(id)}" target="_blank" rel="noopener"
      ><p>${markOf(one)} <b>${name}</b></p>
      <p class="quiet">${wordOf(grounds, one)}</p></a
    >
  </li>`;
}

function addressOf(id: NodeId): string {
  return onPage({ view: 'map', node: id });
}

function drawn(grounds: Grounds, { width, height, places, calls }: Drawing, shown: readonly Shown[]): Markup {
  const at = new Map(places.map((place) => [place.id, place]));
  const known = new Map(shown.map((one) => [one.id, one]));
  const lines = calls.flatMap(([caller, callee]) => {
    const [from, to] = [at.get(caller), at.get(callee)];
    if (from === undefined || to === undefined) return [];
    const isFailed = known.get(callee)?.state === 'failed';
    return [
      markup`<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" class="${isFailed ? 'failed' : 'calm'}" />`,
    ];
  });
  const boxes = shown.flatMap((one) => {
    const place = at.get(one.id);
    return place === undefined ? [] : [drawnBox(grounds, one, place)];
  });
  return markup`<svg class="drawn" viewBox="0 0 ${width} ${height}" role="group">${lines}${boxes}</svg>`;
}

function drawnBox(grounds: Grounds, one: Shown, { x, y }: { readonly x: number; readonly y: number }): Markup {
  const { id, name, state, severity, isSpent } = one;
  const lines = wrapped(name);
  const shape = isSpent ? 'impaired' : state;
  const texts = lines.map((line, index) => {
    const height = lines.length === 1 ? y : y - 9 + index * 12;
    return markup`<text x="${x}" y="${height}">${line}</text>`;
  });
  const left = x - box.width / 2;
  const word = isSpent ? grounds.say('embed.no-reserve') : wordOf(grounds, one);
  return markup`<a href="${addressOf(id)}" target="_blank" rel="noopener">
    <title>${name}: ${word}</title>
    <g class="node-${shape} severity-${severity}">
      <rect x="${left}" y="${y - box.height / 2}" width="${box.width}" height="${box.height}" rx="4" />
      <svg x="${left + 4}" y="${y + 8}" width="12" height="12">${markOf(one)}</svg>
      ${texts}<text class="word" x="${x + 5}" y="${y + box.line}">${word}</text>
    </g>
  </a>`;
}

/** How many letters a line of a box holds, about. */
const widest = 17;

/** A name in two lines at most; what is longer is cut, and its title tells all of it. */
function wrapped(name: string): readonly string[] {
  if (name.length <= widest) return [name];
  const space = name.lastIndexOf(' ', widest);
  const cut = space > 0 ? space : widest;
  const rest = name.slice(cut).trim();
  return [name.slice(0, cut), rest.length > widest ? `${rest.slice(0, widest - 1)}…` : rest];
}
