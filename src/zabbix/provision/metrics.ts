import { countedKinds, countedStates, cycleStages } from '../../domain/counts.ts';
import { itemKeys, outputTag } from '../../domain/item-keys.ts';
import type { Language } from '../../domain/language.ts';
import { effects } from '../../domain/severity.ts';
import type { DependentItemForm, ItemForm } from './export-form.ts';
import { itemForm, sortedTags } from './item-form.ts';
import { metricWords } from './metric-words.ts';
import { stableUuid } from './stable-uuid.ts';

/** What a metric is, and where it stands in the one value that holds all of them. */
interface Metric extends Pick<DependentItemForm, 'value_type' | 'units' | 'trends'> {
  readonly key: string;
  readonly name: string;
  readonly about: string;
  /** Such as `nodes.pod.failed`. */
  readonly path: string;
}

/**
 * What `metrics` tells of Linchpin itself, for who has no Prometheus: one value a cycle, and items that depend on it.
 * It comes as all other values do, so that it needs no address of Linchpin and no token there.
 */
export function metricItems(language: Language): readonly (ItemForm | DependentItemForm)[] {
  const words = metricWords[language];
  const counts: readonly Metric[] = [
    ...effects.map((effect) => ({
      key: itemKeys.incidentCount(effect),
      name: words.incidents(effect),
      about: words.incidentsAbout,
      path: `incidents['${effect}']`,
    })),
    ...countedKinds.flatMap((kind) =>
      countedStates[kind].map((state) => ({
        key: itemKeys.nodeCount(kind, state),
        name: words.nodes(kind, state),
        about: words.nodesAbout,
        path: `nodes.${kind}.${state}`,
      })),
    ),
  ];
  return [
    itemForm({
      key: itemKeys.metrics,
      name: words.metrics.name,
      kind: 'brief-document',
      component: 'linchpin',
      description: words.metrics.about,
    }),
    dependent({ key: itemKeys.leader, ...words.leader, path: 'leader', value_type: 'CHAR', trends: '0' }),
    dependent({ key: itemKeys.staleness, ...words.staleness, path: 'staleness', units: 's' }),
    dependent({ key: itemKeys.observations, ...words.observations, path: 'observations' }),
    ...cycleStages.map((stage) =>
      dependent({
        key: itemKeys.stageTime(stage),
        name: words.stage(stage),
        about: words.stageAbout,
        path: `stages.${stage}`,
        value_type: 'FLOAT',
        units: 's',
      }),
    ),
    ...counts.map(dependent),
  ];
}

/** What an item's value is where a metric is not known is none at all: an older Linchpin does not tell every one. */
function dependent({ key, name, about, path, ...form }: Metric): DependentItemForm {
  const { value_type, units, trends } = form;
  return {
    uuid: stableUuid(`item/${key}`),
    name,
    type: 'DEPENDENT',
    key,
    delay: '0',
    history: '7d',
    ...(trends === undefined ? {} : { trends }),
    ...(value_type === undefined ? {} : { value_type }),
    ...(units === undefined ? {} : { units }),
    description: about,
    preprocessing: [
      { type: 'JSONPATH', parameters: [`$.${path}`], error_handler: 'DISCARD_VALUE' },
      { type: 'DISCARD_UNCHANGED_HEARTBEAT', parameters: ['10m'] },
    ],
    master_item: { key: itemKeys.metrics },
    tags: sortedTags([{ tag: 'component', value: 'linchpin' }, outputTag]),
  };
}
