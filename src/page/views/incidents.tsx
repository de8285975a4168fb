import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { StateDocument } from '../../http/api/schema.ts';
import { Heading } from '../frame.tsx';
import { Here } from '../here.ts';
import { StateMark } from '../marks.tsx';
import { elsewhere } from '../place.ts';
import { say } from '../say.ts';
import type { IncidentDocument } from '../wire.ts';
import { IncidentCard } from './incident.tsx';

/** The ranked list: what is broken at the root, what that does, what to do; what is planned stands folded below. */
export function IncidentsView({ state }: { readonly state: StateDocument }): JSX.Element {
  const place = useContext(Here);
  const { incident: chosen } = place;
  const open = state.incidents.filter((incident) => incident.state === 'open');
  const [urgent, planned] = [open.filter((found) => !found.planned), open.filter((found) => found.planned)];
  const shown = open.find(({ id }) => id === chosen) ?? urgent[0];
  return (
    <>
      <Heading title={say('view.incidents')} />
      {chosen !== undefined && shown?.id !== chosen && (
        <p class="banner past" role="status">
          {say('incidents.gone')} <a href={elsewhere(place, { view: 'history' })}>{say('view.history')}</a>
        </p>
      )}
      <Glance state={state} open={urgent} />
      <ol class="incidents">
        {urgent.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} state={state} isOpen={incident === shown} />
        ))}
      </ol>
      {planned.length > 0 && (
        <details class="planned" open={shown?.planned === true}>
          <summary>{say('incidents.planned', { count: planned.length })}</summary>
          <ol class="incidents">
            {planned.map((incident) => (
              <IncidentCard key={incident.id} incident={incident} state={state} isOpen={incident === shown} />
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** What matters in one sentence: what users lost, how many faults stand behind it, and what nobody can see. */
function Glance({
  state,
  open,
}: {
  readonly state: StateDocument;
  readonly open: readonly IncidentDocument[];
}): JSX.Element {
  const place = useContext(Here);
  const lost = state.functions.filter((found) => found.state === 'lost').length;
  const impaired = state.functions.filter((found) => found.state === 'impaired').length;
  const unknown = state.functions.filter((found) => found.state === 'unknown').length;
  const mark = lost > 0 ? 'lost' : impaired > 0 ? 'impaired' : unknown > 0 ? 'unknown' : 'available';
  const isWell =
    open.length === 0 && mark === 'available' && state.systems.every((system) => system.state === 'working');
  return (
    <section class={`glance glance-${isWell ? 'well' : mark}`} aria-label={say('glance')}>
      <StateMark state={mark} />
      <div>
        <p class="large">{isWell ? say('glance.well') : say('glance.functions', { lost, impaired, unknown })}</p>
        <p>
          {say('glance.incidents', { count: open.length })}
          {lost + impaired + unknown > 0 && (
            <>
              {' '}
              <a href={elsewhere(place, { view: 'functions' })}>{say('glance.which')}</a>
            </>
          )}
        </p>
      </div>
    </section>
  );
}
