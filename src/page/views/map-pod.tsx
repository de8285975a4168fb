import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { FoundNodesDocument, PodViewDocument } from '../../http/api/schema.ts';
import { Here } from '../here.ts';
import { SeverityMark, StateMark, StateWord, reserveText, shownOf } from '../marks.tsx';
import { partsOf, podOfShard, useNames } from '../names.ts';
import { elsewhere, hrefOf } from '../place.ts';
import { Troubled } from '../problem.tsx';
import { pathOf } from '../api.ts';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import type { NodeDocument, ShardDocument } from '../wire.ts';

/** How many shards, and replicas of each, are drawn; of more those that do not merely work come first. */
const most = { shards: 60, replicas: 48 } as const;

/** A pod from the inside: its shards, their replicas, and what each stands on. */
export function MapPod({ id }: { readonly id: string }): JSX.Element {
  const { at } = useContext(Here);
  const pod = usePod(id);
  const path = pod === undefined ? undefined : pathOf('pod', { id: pod, at });
  const { document: view, problem } = useResource<PodViewDocument>(path);
  if (view === undefined) return <Troubled problem={problem} />;
  const shards = worstFirst(view.shards);
  return (
    <div class="pod">
      <p class="facts">
        <StateWord state={shownOf(view.pod)} />
        {view.pod.severity > 0 && <SeverityMark severity={view.pod.severity} />}
        <span>{say(`pod.${view.kind}`)}</span>
        <span>{reserveText(view.pod.reserve ?? null)}</span>
        <NodeWhy id={view.pod.id} />
      </p>
      <div class="around">
        <Neighbours title={say('pod.callers')} nodes={view.callers} />
        <section class="shards" aria-label={say('pod.shards')}>
          {shards.slice(0, most.shards).map((shard) => (
            <Shard key={shard.id} shard={shard} view={view} chosen={id} />
          ))}
          {shards.length > most.shards && <p class="quiet">{say('more', { count: shards.length - most.shards })}</p>}
        </section>
        <Neighbours title={say('pod.calls')} nodes={view.calls} />
      </div>
    </div>
  );
}

/** The pod that a shard or container belongs to. */
function usePod(id: string): string | undefined {
  const { kind } = partsOf(id);
  const own = kind === 'pod' ? id : podOfShard(id);
  const path = own === undefined ? pathOf('nodes', { search: id, limit: 10 }) : undefined;
  const found = useResource<FoundNodesDocument>(path, 'once').document;
  return own ?? found?.nodes.find((node) => node.id === id)?.pod;
}

function worstFirst<Node extends Pick<NodeDocument, 'state' | 'severity' | 'strained' | 'maskedBy'>>(
  nodes: readonly Node[],
): readonly Node[] {
  const weight = (node: Node): number =>
    node.state === 'failed' ? 0 : node.state === 'unknown' ? 1 : node.maskedBy !== undefined || node.strained ? 2 : 3;
  return nodes.toSorted((a, b) => weight(a) - weight(b) || b.severity - a.severity);
}

function Shard({
  shard,
  view,
  chosen,
}: {
  readonly shard: ShardDocument;
  readonly view: PodViewDocument;
  readonly chosen: string;
}): JSX.Element {
  const resources = new Map(view.resources.map((node) => [node.id, node]));
  const { containers } = shard;
  const shown = containers.length > most.replicas ? worstFirst(containers).slice(0, most.replicas) : containers;
  const working = containers.filter(({ state }) => state === 'working').length;
  return (
    <section class={`shard state-edge-${shard.state} ${shard.id === chosen ? 'chosen' : ''}`}>
      <h2>
        <StateMark state={shownOf(shard)} />{' '}
        {view.shards.length > 1 ? say('pod.shard', { name: shard.name }) : say('pod.replicas')}{' '}
        <span class="quiet">
          {say('pod.of', { working, replicas: shard.replicas, required: shard.required })} ·{' '}
          {shard.state === 'failed' ? say('state.failed') : reserveText(shard.reserve ?? null)}
        </span>
      </h2>
      <ul class="replicas">
        {shown.map((container) => (
          <Replica key={container.id} container={container} resources={resources} isChosen={container.id === chosen} />
        ))}
        {shown.length < containers.length && (
          <li class="quiet">{say('more', { count: containers.length - shown.length })}</li>
        )}
      </ul>
    </section>
  );
}

function Replica({
  container,
  resources,
  isChosen,
}: {
  readonly container: ShardDocument['containers'][number];
  readonly resources: ReadonlyMap<string, NodeDocument>;
  readonly isChosen: boolean;
}): JSX.Element {
  const place = useContext(Here);
  const name = useNames();
  const shown = shownOf(container);
  return (
    <li class={`replica tile-${shown} ${isChosen ? 'chosen' : ''}`}>
      <p>
        <StateMark state={shown} />{' '}
        <a href={elsewhere(place, { view: 'explain', node: container.id })}>{shortName(container.id)}</a>{' '}
        {container.isPrimary === true && <span class="badge">{say('pod.primary')}</span>}{' '}
        <span class={shown === 'working' ? 'aside' : 'quiet'}>
          {container.isMissing === true ? say('pod.missing') : say(`state.${shown}`)}
        </span>
      </p>
      <ul class="stands-on">
        {container.standsOn
          .filter((id) => partsOf(id).kind !== 'network' || resources.get(id)?.state !== 'working')
          .map((id) => {
            const resource = resources.get(id);
            const state = resource === undefined ? 'unknown' : shownOf(resource);
            return (
              <li key={id}>
                <StateMark state={state} />{' '}
                <a href={elsewhere(place, { view: 'explain', node: id })}>
                  {partsOf(id).kind === 'disk' ? (resource?.name ?? name(id)) : name(id)}
                </a>
                <span class="aside"> {say(`state.${state}`)}</span>
              </li>
            );
          })}
      </ul>
    </li>
  );
}

function Neighbours({
  title,
  nodes,
}: {
  readonly title: string;
  readonly nodes: PodViewDocument['calls'];
}): JSX.Element {
  const place = useContext(Here);
  return (
    <section class="neighbours">
      <h2>{title}</h2>
      {nodes.length === 0 && <p class="quiet">{say('pod.nobody')}</p>}
      <ul>
        {worstFirst(nodes).map((node) => (
          <li key={node.id}>
            <StateMark state={shownOf(node)} /> <a href={hrefOf({ ...place, node: node.id })}>{node.name}</a>
            <span class="aside"> {say(`state.${shownOf(node)}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NodeWhy({ id }: { readonly id: string }): JSX.Element {
  const place = useContext(Here);
  return (
    <a class="button" href={elsewhere(place, { view: 'explain', node: id })}>
      {say('incident.explain')}
    </a>
  );
}

function shortName(id: string): string {
  return partsOf(id).parts.slice(1).join('/');
}
