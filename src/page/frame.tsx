import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { FreshnessDocument, StateDocument } from '../http/api/schema.ts';
import type { Problem } from './api.ts';
import type { Connection } from './live.ts';
import { StateWord, reserveText, shownOf } from './marks.tsx';
import { Here } from './here.ts';
import { elsewhere, hrefOf, views } from './place.ts';
import type { Place, View } from './place.ts';
import { Preferences } from './preferences.tsx';
import { say } from './say.ts';
import { Search } from './search.tsx';
import { clock, length, secondsBetween } from './times.ts';
import { useClock } from './now.ts';

/** What stands around every view: what is looked at, its state, the way to the other views, and how true it is. */
export function Frame({
  connection,
  state,
  problems,
  children,
}: {
  readonly connection: Connection;
  readonly state: StateDocument | undefined;
  /** What kept something that is shown from being read anew. */
  readonly problems: readonly Problem[];
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      <a class="skip" href="#content">
        {say('skip')}
      </a>
      <header class="top">
        <a class="brand" href={hrefOf({})}>
          <span class="logo" aria-hidden="true" /> Linchpin
        </a>
        <Systems state={state} />
        <Search />
      </header>
      <Navigation state={state} />
      <Truth connection={connection} state={state} problem={problems[0]} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <Preferences />
        {state !== undefined && <AsOf freshness={state.freshness} at={state.at} />}
      </footer>
    </>
  );
}

function Systems({ state }: { readonly state: StateDocument | undefined }): JSX.Element {
  const place = useContext(Here);
  return (
    <ul class="systems" aria-label={say('systems')}>
      {state?.systems.map((system) => (
        <li key={system.id}>
          <a href={elsewhere(place, { view: 'explain', node: system.id })}>
            <b>{system.name ?? system.id}</b> <StateWord state={shownOf(system)} />
          </a>{' '}
          <span class="quiet">{system.state === 'failed' ? '' : reserveText(system.reserve ?? null)}</span>
        </li>
      ))}
    </ul>
  );
}

function Navigation({ state }: { readonly state: StateDocument | undefined }): JSX.Element {
  const place = useContext(Here);
  const counts: Partial<Record<View, number>> = {
    incidents: state?.incidents.filter(({ state: is, planned }) => is === 'open' && !planned).length ?? 0,
    functions: state?.functions.filter((found) => found.state === 'lost').length ?? 0,
  };
  return (
    <nav class="views" aria-label={say('navigation')}>
      {views
        .filter((view) => view !== 'explain' || place.view === 'explain')
        .map((view) => (
          <a key={view} href={hrefTo(view, place)} {...(view === place.view && { 'aria-current': 'page' as const })}>
            {say(`view.${view}`)}
            {(counts[view] ?? 0) > 0 && (
              <span class={`count ${view === 'functions' ? 'lost' : ''}`}>
                <span class="aside">{say(`view.${view as 'incidents' | 'functions'}.count`)} </span>
                {counts[view]}
              </span>
            )}
          </a>
        ))}
    </nav>
  );
}

/** What would be is asked of now alone. */
function hrefTo(view: View, place: Place): string {
  if (view === place.view) return hrefOf(place);
  return view === 'what-if' ? hrefOf({ view }) : elsewhere(place, { view });
}

/** Says what keeps this page from being true now; a page that shows the past as if it were now is worse than none. */
function Truth({
  connection,
  state,
  problem,
}: {
  readonly connection: Connection;
  readonly state: StateDocument | undefined;
  readonly problem: Problem | undefined;
}): JSX.Element {
  const place = useContext(Here);
  const now = useClock();
  const { isGone, since, freshness = state?.freshness } = connection;
  const goneFor = length(secondsBetween(new Date(since).toISOString(), now));
  return (
    <div class="truth">
      <div role="alert">
        {isGone && (
          <p class="banner gone">
            <b>{say('gone', { length: goneFor })}</b>{' '}
            {state !== undefined && say('gone.as-of', { time: clock(state.at, now) })}
          </p>
        )}
        {!isGone && freshness?.isStale === true && (
          <p class="banner stale">
            <b>{say('stale', { time: clock(freshness.staleSince ?? freshness.readAt ?? freshness.now, now) })}</b>{' '}
            {freshness.reason ?? ''}
          </p>
        )}
        {!isGone && problem !== undefined && <NotReadAnew problem={problem} />}
      </div>
      {place.at !== undefined && (
        <p class="banner past" role="status">
          <b>{say('past', { time: clock(place.at, now) })}</b>{' '}
          {state?.gap !== undefined && <span>{say('past.gap', { time: clock(state.gap.from, now) })} </span>}
          <a class="button" href={hrefOf({ ...place, at: undefined })}>
            {say('past.back')}
          </a>
        </p>
      )}
    </div>
  );
}

function NotReadAnew({ problem }: { readonly problem: Problem }): JSX.Element {
  const { status, title, detail = '' } = problem;
  return (
    <p class="banner stale">
      <b>{say('not-read-anew')}</b>{' '}
      {status === 0 ? say('problem.connection') : `${say('problem', { title })}. ${detail}`}
    </p>
  );
}

function AsOf({
  freshness,
  at,
}: {
  readonly freshness: FreshnessDocument | undefined;
  readonly at: string;
}): JSX.Element {
  const now = useClock();
  return (
    <p class="quiet">
      {say('as-of', { time: clock(at, now) })}
      {freshness !== undefined && `, ${say('every', { length: length(freshness.interval) })}`}
    </p>
  );
}

/** The heading of a view, which is also the window's title; who comes to a view is told it. */
export function Heading({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  useEffect(() => {
    document.title = `${title} · Linchpin`;
  }, [title]);
  return (
    <div class="heading">
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}
