import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { StateDocument } from '../../http/api/schema.ts';
import { Heading } from '../frame.tsx';
import { Here } from '../here.ts';
import { StateWord, SeverityMark } from '../marks.tsx';
import { InForce, partsOf, useNames } from '../names.ts';
import type { Installation } from '../names.ts';
import { elsewhere, hrefOf } from '../place.ts';
import type { Place } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { say } from '../say.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapPod } from './map-pod.tsx';
import { MapTable } from './map-table.tsx';
import { useLit, usePoints } from './map-marks.ts';
import { sceneOf } from './scene.ts';

/** The installation drawn: a system with its subsystems, a subsystem with its pods, a pod with all that it stands on. */
export function MapView({ state }: { readonly state: StateDocument }): JSX.Element {
  const place = useContext(Here);
  const installation = useContext(InForce);
  const name = useNames();
  const shown = place.node ?? installation.model.systems[0]?.id;
  const isInside = shown !== undefined && ['pod', 'shard', 'container'].includes(partsOf(shown).kind);
  const title = shown === undefined ? say('view.map') : say('map.of', { name: name(shown) });
  return (
    <>
      <Heading title={title} />
      <Trail installation={installation} place={place} shown={shown} />
      {isInside ? <MapPod id={shown} /> : <Drawn state={state} shown={shown} />}
    </>
  );
}

/** The way from the system down to what is shown. */
function Trail({
  installation: { model, pods },
  place,
  shown,
}: {
  readonly installation: Installation;
  readonly place: Place;
  readonly shown: string | undefined;
}): JSX.Element {
  const name = useNames();
  const pod = shown === undefined ? undefined : pods.get(shown);
  const subsystem =
    pod?.subsystems[0] ?? (shown !== undefined && partsOf(shown).kind === 'subsystem' ? shown : undefined);
  const systems = model.systems.filter(
    ({ id, subsystems }) =>
      model.systems.length > 1 || id === shown || subsystem === undefined || subsystems.includes(subsystem),
  );
  const to = (id: string): string => hrefOf({ ...place, node: id });
  return (
    <nav class="trail" aria-label={say('map.trail')}>
      {[
        ...systems.map(({ id }) => id),
        ...(pod?.subsystems ?? (subsystem === undefined ? [] : [subsystem])),
        ...(pod === undefined ? [] : [pod.id]),
      ].map((id) => (
        <a key={id} href={to(id)} {...(id === shown && { 'aria-current': 'page' as const })}>
          {name(id)}
        </a>
      ))}
    </nav>
  );
}

/** Where there is little room, words are easier to read than a drawing. */
function isTable({ as }: Place): boolean {
  return as === 'table' || (as === undefined && matchMedia('(max-width: 640px)').matches);
}

function Drawn({ state, shown }: { readonly state: StateDocument; readonly shown: string | undefined }): JSX.Element {
  const place = useContext(Here);
  const installation = useContext(InForce);
  const lit = useLit(state);
  const points = usePoints();
  const drawing = shown === undefined ? undefined : installation.drawings.get(shown);
  if (installation.model.systems.length === 0) return <Troubled problem={undefined} />;
  if (drawing === undefined) return <p>{say('map.not-drawn')}</p>;
  const scene = sceneOf(drawing, { installation, state, lit, points });
  return (
    <>
      <Controls state={state} place={place} />
      {isTable(place) ? <MapTable scene={scene} /> : <MapCanvas scene={scene} of={drawing.of} />}
      <Legend state={state} />
    </>
  );
}

/** What is marked on the map, and whether it is a table. */
function Controls({ state, place }: { readonly state: StateDocument; readonly place: Place }): JSX.Element {
  const open = state.incidents.filter((incident) => incident.state === 'open');
  return (
    <div class="controls">
      <a class="button" href={hrefOf({ ...place, as: isTable(place) ? 'map' : 'table' })}>
        {isTable(place) ? say('map.as-map') : say('map.as-table')}
      </a>
      <a
        class="button"
        href={hrefOf({ ...place, withPoints: !place.withPoints })}
        aria-pressed={place.withPoints}
        role="button"
      >
        {say('map.points')}
      </a>
      {open.length > 0 && (
        <details class="choose">
          <summary>{say('map.light')}</summary>
          <ul>
            {place.incident !== undefined && (
              <li>
                <a href={hrefOf({ ...place, incident: undefined })}>{say('map.light.none')}</a>
              </li>
            )}
            {open.map(({ id, text, zabbixSeverity }) => (
              <li key={id}>
                <a
                  href={hrefOf({ ...place, incident: id })}
                  {...(place.incident === id && { 'aria-current': 'true' as const })}
                >
                  <SeverityMark severity={zabbixSeverity} /> {text}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** How the map is read, and which incident is lit on it. */
function Legend({ state }: { readonly state: StateDocument }): JSX.Element {
  const place = useContext(Here);
  const lit = state.incidents.find(({ id }) => id === place.incident);
  return (
    <>
      {lit !== undefined && (
        <p class="legend">
          <a href={elsewhere(place, { view: 'incidents', incident: lit.id })}>
            {say('map.lit', { incident: lit.text })}
          </a>
          <span class="quiet">{say('map.lit.key')}</span>
        </p>
      )}
      <p class="legend">
        {(['working', 'failed', 'unknown', 'planned', 'off'] as const).map((one) => (
          <StateWord key={one} state={one} />
        ))}
        <span class="quiet">{say('map.edge')}</span>
        <span class="quiet">{say('map.calls')}</span>
      </p>
    </>
  );
}
