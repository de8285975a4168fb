import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { SinglePointsDocument } from '../../http/api/schema.ts';
import { Here } from '../here.ts';
import { InForce, useNames } from '../names.ts';
import { elsewhere, hrefOf } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import { NodeLink } from './node-links.tsx';

/** What must not be lost alone, with what it would take along; each can be tried. */
export function SinglePoints(): JSX.Element {
  const place = useContext(Here);
  const { model } = useContext(InForce);
  const name = useNames();
  const [withPairs, setWithPairs] = useState(false);
  const path = withPairs ? 'single-points?pairs=true' : 'single-points';
  const { document: found, problem } = useResource<SinglePointsDocument>(path, model.hash);
  const attempt = (fail: readonly string[]): string => hrefOf({ ...place, fail, onTopOf: 'healthy' });
  return (
    <section class="points">
      <h2>{say('points')}</h2>
      <p class="quiet">
        {say('points.about')} <a href={elsewhere(place, { view: 'map', withPoints: true })}>{say('points.map')}</a>
      </p>
      {found === undefined && <Troubled problem={problem} />}
      {found?.single.length === 0 && <p>{say('points.none')}</p>}
      <ul class="leaves">
        {found?.single.map(({ node, functionsLost }) => (
          <li key={node}>
            <NodeLink id={node} />{' '}
            <span class="quiet">
              {say('incident.lost', { count: functionsLost.length })} {functionsLost.map(name).join(', ')}
            </span>{' '}
            <a class="button" href={attempt([node])}>
              {say('points.try')}
            </a>
          </li>
        ))}
      </ul>
      {!withPairs && (
        <button type="button" onClick={() => setWithPairs(true)}>
          {say('points.pairs')}
        </button>
      )}
      {found?.pairs !== undefined && (
        <>
          <h3>{say('points.pairs.title', { count: found.pairs.length })}</h3>
          <ul class="leaves">
            {found.pairs.map(({ nodes }) => (
              <li key={nodes.join(' ')}>
                {nodes.map(name).join(' + ')}{' '}
                <a class="button" href={attempt(nodes)}>
                  {say('points.try')}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {found?.next !== undefined && <p class="quiet">{say('points.more')}</p>}
    </section>
  );
}
