import type { FunctionsDocument } from '../../http/api/schema.ts';
import { fromIso } from '../from-iso.ts';
import { besides, onPage, sinceText } from './grounds.ts';
import type { Grounds } from './grounds.ts';
import type { View } from './frame.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { stateMark } from './marks.ts';
import { incidentsOf } from './own-incidents.ts';
import { functionCounts, functionsOf } from './tally.ts';

type UserFunction = FunctionsDocument['functions'][number];

/** The worst first: what users cannot do comes before what they can. */
const troubles = ['lost', 'impaired', 'unknown'] as const;

/** The board for the user desk: what users can do, and since when not. */
export function functionsView(grounds: Grounds, board: FunctionsDocument): View {
  const { say, freshness } = grounds;
  const own = functionsOf(grounds);
  const ids = new Set(own.map(({ id }) => id));
  const all = board.functions.filter(({ id }) => ids.has(id));
  const troubled = troubles.flatMap((state) => all.filter((one) => one.state === state));
  const available = all.filter(({ state }) => state === 'available');
  const [first] = troubled;
  const shown = available.length > 0 && !freshness.isStale ? 'available' : 'unknown';
  return {
    name: 'functions',
    of: 'board',
    mark: stateMark(first === undefined ? shown : first.state),
    glance: [...functionCounts(grounds, own), say('embed.count.available', { count: available.length })].join(' · '),
    main: markup`<main class="renewed">
      ${troubled.length > 0 ? list(grounds, troubled) : nothing(grounds, all)}${rest(grounds, available)}
    </main>`,
    count: troubled.length,
    whole: { view: 'functions' },
  };
}

function nothing({ say, freshness }: Grounds, all: readonly UserFunction[]): Markup {
  if (all.length === 0) return markup`<p>${say('embed.no-functions')}</p>`;
  return freshness.isStale ? markup`` : markup`<p>${stateMark('available')} ${say('embed.all-available')}</p>`;
}

function list(grounds: Grounds, functions: readonly UserFunction[]): Markup {
  const known = new Set(incidentsOf(grounds.state, grounds.system.id).map(({ id }) => id));
  return markup`<ul class="entries">
    ${functions.map((one) => entry(grounds, one, known))}
  </ul>`;
}

function entry(grounds: Grounds, one: UserFunction, known: ReadonlySet<string>): Markup {
  const { say, look } = grounds;
  const { id, name, subsystem, state, since, because } = one;
  const cause = because.find((incident) => known.has(incident.id));
  const words = markup`<p>${stateMark(state)} <b>${name}</b></p>
    <p class="quiet">
      ${say(`embed.state.${state}`)} · ${subsystem.name} ·
      ${since === undefined ? say('embed.since.unknown') : sinceText(fromIso(since), grounds)}
    </p>`;
  return cause === undefined
    ? markup`<li>
        <a class="entry" href="${onPage({ view: 'explain', node: id })}" target="_blank" rel="noopener">${words}</a>
      </li>`
    : markup`<li><a class="entry" href="${besides(look, 'incident', cause.id)}">${words}</a></li>`;
}

/** What can be done is named too, in small: who looks for a function finds it. */
function rest({ say }: Grounds, available: readonly UserFunction[]): Markup {
  if (available.length === 0) return markup``;
  const names = available.map(({ name }) => markup`<li>${stateMark('available')} ${name}</li>`);
  return markup`<div class="tags">
    ${say('embed.available')}
    <ul>
      ${names}
    </ul>
  </div>`;
}
