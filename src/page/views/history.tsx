import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { TimelineDocument } from '../../http/api/schema.ts';
import { pathOf } from '../api.ts';
import { Heading } from '../frame.tsx';
import { Here, go } from '../here.ts';
import { SeverityMark } from '../marks.tsx';
import { useClock } from '../now.ts';
import { elsewhere, hrefOf, ranges } from '../place.ts';
import type { Place } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import { clock, fieldTime, length, secondsBetween } from '../times.ts';
import { Timeline } from './timeline.tsx';

/** What was when: a time chosen here is the time of every view until one comes back to now. */
export function HistoryView(): JSX.Element {
  const place = useContext(Here);
  const now = useClock(30_000);
  const path = timelinePath(place, now);
  // A span that ends now moves on with each minute; one in the past stands.
  const { document: found, problem } = useResource<TimelineDocument>(
    path,
    place.until === undefined ? undefined : 'once',
  );
  return (
    <>
      <Heading title={say('view.history')} />
      <Range place={place} now={now} />
      {found === undefined ? (
        <Troubled problem={problem} />
      ) : (
        <>
          <Timeline found={found} at={place.at} choose={(at) => go(hrefOf({ ...place, at }))} />
          <Moment place={place} found={found} now={now} />
          <Incidents found={found} now={now} />
        </>
      )}
    </>
  );
}

const quantumMs = 60_000;

function timelinePath({ hours, until }: Place, now: number): string {
  const end = until === undefined ? Math.ceil(now / quantumMs) * quantumMs : Date.parse(until);
  const from = new Date(end - hours * 3_600_000).toISOString();
  return pathOf('timeline', { from, until });
}

function Range({ place, now }: { readonly place: Place; readonly now: number }): JSX.Element {
  const end = place.until === undefined ? now : Date.parse(place.until);
  const earlier = new Date(end - place.hours * 3_600_000).toISOString();
  const later = end + place.hours * 3_600_000;
  return (
    <div class="controls">
      {ranges.map((hours) => (
        <a
          key={hours}
          class="button"
          href={hrefOf({ ...place, hours })}
          {...(hours === place.hours && { 'aria-current': 'true' as const })}
        >
          {length(hours * 3600)}
        </a>
      ))}
      <a class="button" href={hrefOf({ ...place, until: earlier })}>
        {say('history.earlier')}
      </a>
      {place.until !== undefined && (
        <a class="button" href={hrefOf({ ...place, until: later >= now ? undefined : new Date(later).toISOString() })}>
          {say('history.later')}
        </a>
      )}
      <label>
        {say('history.at')}{' '}
        <input
          type="datetime-local"
          value={fieldTime(place.at === undefined ? now : Date.parse(place.at))}
          onChange={(event) => {
            const chosen = Date.parse(event.currentTarget.value);
            if (!Number.isNaN(chosen)) go(hrefOf({ ...place, at: new Date(chosen).toISOString() }));
          }}
        />
      </label>
    </div>
  );
}

/** The way to the other views as of the time that is chosen, and to the changes before and after it. */
function Moment({
  place,
  found,
  now,
}: {
  readonly place: Place;
  readonly found: TimelineDocument;
  readonly now: number;
}): JSX.Element {
  const { at } = place;
  const changes = [
    ...new Set([
      ...found.nodes.flatMap((node) => node.changes.map((change) => change.at)),
      ...found.incidents.flatMap(({ onset, closedAt }) => [onset, closedAt ?? []].flat()),
    ]),
  ]
    .filter((time) => time > found.from)
    .toSorted();
  const before = changes.findLast((time) => time < (at ?? found.until));
  const after = at === undefined ? undefined : changes.find((time) => time > at);
  return (
    <div class="controls">
      {before !== undefined && (
        <a class="button" href={hrefOf({ ...place, at: before })}>
          {say('history.before', { time: clock(before, now) })}
        </a>
      )}
      {after !== undefined && (
        <a class="button" href={hrefOf({ ...place, at: after })}>
          {say('history.after', { time: clock(after, now) })}
        </a>
      )}
      {at === undefined ? (
        <span class="quiet">{say('history.choose')}</span>
      ) : (
        (['incidents', 'functions', 'map'] as const).map((view) => (
          <a key={view} class="button" href={elsewhere(place, { view })}>
            {say(`view.${view}`)}
          </a>
        ))
      )}
    </div>
  );
}

function Incidents({ found, now }: { readonly found: TimelineDocument; readonly now: number }): JSX.Element {
  const place = useContext(Here);
  return (
    <section>
      <h2>{say('history.incidents', { count: found.incidents.length })}</h2>
      {!found.isWhole && <p class="quiet">{say('history.part')}</p>}
      <ul class="leaves">
        {found.incidents.map(({ id, text, zabbixSeverity, onset, closedAt }) => (
          <li key={id}>
            <SeverityMark severity={zabbixSeverity} />{' '}
            <a
              href={elsewhere(place, {
                view: 'incidents',
                incident: id,
                at: closedAt === undefined ? place.at : onset,
              })}
            >
              {text}
            </a>{' '}
            <span class="quiet">
              {clock(onset, now)} – {closedAt === undefined ? say('history.open') : clock(closedAt, now)} (
              {length(secondsBetween(onset, closedAt ?? now))})
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
