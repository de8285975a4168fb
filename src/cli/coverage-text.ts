import type { Coverage } from '../report/coverage.ts';
import type { GapReason } from '../report/coverage-gaps.ts';
import type { GapGroup } from '../report/coverage-groups.ts';
import { nodeKinds } from '../report/watched-nodes.ts';
import { toIso } from '../domain/instant.ts';
import { localId } from '../domain/node.ts';
import { amount } from './amount.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';

const mostNamed = 6;

/** What each reason means, in few words, and what can be done about it. */
const reasonTexts: Readonly<Record<GapReason, { readonly short: string; readonly advice: string }>> = {
  'no-host': {
    short: 'no host in Zabbix',
    advice:
      'Zabbix shows no enabled host of that name: see `hosts.server` and `zabbix.groups`, what the token may read, or the names in the model.',
  },
  'not-in-inventory': {
    short: 'not in the inventory',
    advice: 'The pod declares more replicas than the inventory has: add them there, or correct `replicas`.',
  },
  'not-in-model': {
    short: 'not in the model',
    advice: 'Zabbix watches containers that no pod has: add a pod, or correct the pattern of its containers.',
  },
  unwatched: {
    short: 'no item at all',
    advice: 'Link the template that watches it, or map the items that there are by lines of `signals`.',
  },
  'never-seen': { short: 'never a value', advice: 'Its items are enabled and never had a value: see why in Zabbix.' },
  'no-rule': { short: 'all rules off', advice: 'Nothing judges it: switch rules on, or take it out of the model.' },
  'not-mapped': {
    short: 'not mapped',
    advice: 'No line of `signals` gives it: map an item that the site has, or switch off the rules that ask for it.',
  },
  'no-item': {
    short: 'no item',
    advice: 'Zabbix has no such item: add it to the template, or map another one by a line of `signals`.',
  },
  disabled: { short: 'disabled', advice: 'Somebody disabled the item in Zabbix: enable it again.' },
  unsupported: { short: 'unsupported', advice: 'Zabbix cannot get the value: its own words say why.' },
  'no-data': { short: 'no value', advice: 'The item is enabled and has no value: see why in Zabbix.' },
  stale: { short: 'stale', advice: 'No values come any more: see whether what gives them still runs.' },
  'no-limit': { short: 'no limit set', advice: 'Set a limit, else nothing tells when it is nearly used up.' },
  'no-health-check': {
    short: 'no health check',
    advice: 'Give the image a health check, so that a container that runs and does not work is seen.',
  },
};

/** What is not watched, for people: how much of each, then why and where, thousands of equal gaps in one place. */
export function coverageText(found: Coverage, groups: readonly GapGroup[], looks: Looks): string {
  const { colours } = looks;
  return blocksText([
    [`Zabbix at ${toIso(Math.floor(found.at))} against the model: ${countsText(found)}.`],
    ...(groups.length === 0 ? [] : [summaryLines(groups, looks)]),
    ...groups.map((group) => groupLines(group, looks)),
    noteLines(found),
    [groups.length === 0 ? colours.green(allWell) : colours.bold(verdict(found))],
  ]);
}

const allWell = 'No blind spots: all that a rule reads is there.';

function verdict({ gaps, nodes: counts }: Coverage): string {
  const nodes = new Set(gaps.map(({ node }) => node)).size;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${amount(gaps.length, 'blind spot')} on ${nodes} of ${amount(all, 'node')}. Rules that are not wanted can be switched off in the model: they need no signal then.`;
}

function countsText({ nodes }: Coverage): string {
  return nodeKinds.map((kind) => amount(nodes[kind], kind)).join(', ');
}

/** One line for each kind of node and signal, with the reasons side by side. */
function summaryLines(groups: readonly GapGroup[], { colours, width }: Looks): readonly string[] {
  const byWhat = new Map<string, GapGroup[]>();
  for (const group of groups) {
    // What the model lacks is none of its nodes.
    const key = `${group.kind} ${group.reason === 'not-in-model' ? group.reason : (group.signal ?? '')}`;
    byWhat.set(key, [...(byWhat.get(key) ?? []), group]);
  }
  const rows = [...byWhat.values()].map((own) => {
    const lacking = own.reduce((sum, { gaps }) => sum + gaps.length, 0);
    const of = Math.max(...own.map((group) => group.of));
    const why = own.map(({ reason, gaps }) => `${own.length > 1 ? `${gaps.length} ` : ''}${reasonTexts[reason].short}`);
    const [first] = own;
    return [
      first?.kind ?? '',
      printable(first?.signal ?? 'all of it'),
      of === 0 ? String(lacking) : `${lacking} of ${of}`,
      why.join(', '),
    ];
  });
  return tableLines(rows, {
    head: ['NODE', 'SIGNAL', 'LACKING', 'WHY'].map((title) => colours.bold(title)),
    width,
  });
}

/** Why, where, and what to do. */
function groupLines(group: GapGroup, { colours, width }: Looks): readonly string[] {
  const { kind, signal, reason, gaps, of, rules, errors, since } = group;
  const what = `${kind}${signal === undefined ? '' : ` ${printable(signal)}`}: ${reasonTexts[reason].short}`;
  const many = reason === 'not-in-model' ? amount(gaps.length, kind) : `${gaps.length} of ${amount(of, kind)}`;
  const rows = [
    ...(rules.length > 0 ? [['rules', rules.join(', ')]] : []),
    ...(kind === 'container' && group.pods.length > 0 ? [['pods', podsText(group)]] : []),
    ...whereRow(group),
    ...(errors.length > 0 ? [['Zabbix', named(errors, 'other message', 3)]] : []),
    ...(since ? [['since', [...new Set(since.map((at) => toIso(Math.floor(at))))].join(' … ')]] : []),
    ...itemRows(group),
    ['to do', reasonTexts[reason].advice],
  ].map(([label = '', text = '']) => [colours.dim(label), printable(text)]);
  const indent = 2;
  return [
    `${colours.bold(what)}, ${many}`,
    ...tableLines(rows, { width: width - indent }).map((line) => `${' '.repeat(indent)}${line}`),
  ];
}

function podsText({ pods, gaps, of }: GapGroup): string {
  if (pods.every(({ lacking, of: size }) => lacking === size) && gaps.length === of) return `all ${pods.length}`;
  const texts = pods.map(({ pod, lacking, of: size }) => `${localId(pod)} ${lacking} of ${size}`);
  return named(texts, 'other pod');
}

/** Of resources which they are; of containers the hosts, where those are few. */
function whereRow({ kind, gaps, servers }: GapGroup): readonly (readonly string[])[] {
  const hosts = [...new Set(gaps.map(({ host, server, node }) => host ?? localId(server ?? node)))];
  if (kind === 'server' || servers.length <= mostNamed)
    return hosts.length === 0 || servers.length === 0 ? [] : [['hosts', named(hosts, 'other')]];
  return [['hosts', amount(hosts.length, 'host')]];
}

/** An example of the items that are there and give nothing, or of those that are looked for. */
function itemRows({ gaps, reason, kind }: GapGroup): readonly (readonly string[])[] {
  const [first] = gaps;
  const more = gaps.length > 1 ? `, and ${gaps.length - 1} more` : '';
  if (first?.source !== undefined) return [['item', `${first.source}${more}`]];
  if (reason === 'not-in-model')
    return [
      [
        'names',
        named(
          gaps.map(({ node }) => localId(node)),
          'other',
        ),
      ],
    ];
  if (kind === 'disk' && gaps.length <= mostNamed) return [['disks', gaps.map(({ node }) => localId(node)).join(', ')]];
  if (first?.expected === undefined) return [];
  const where = gaps.length > 1 ? ` on ${first.host ?? 'its host'}, for example` : '';
  return [['expected', `${named(first.expected, 'other item')}${where}`]];
}

function named(texts: readonly string[], other: string, most = mostNamed): string {
  const more = texts.length - most;
  return `${texts.slice(0, most).join(', ')}${more > 0 ? `, and ${amount(more, other)}` : ''}`;
}

function noteLines({ unjudged, inMaintenance }: Coverage): readonly string[] {
  const texts = unjudged.map(({ kind, signal, nodes }) => `${printable(signal)} of ${amount(nodes, kind)}`);
  return [
    ...(texts.length > 0 ? [`Comes from Zabbix, but no rule reads it: ${named(texts, 'other')}.`] : []),
    ...(inMaintenance.length > 0
      ? [
          `In maintenance, so that silence there does not count: ${named(
            inMaintenance.map((id) => localId(id)),
            'other server',
          )}.`,
        ]
      : []),
  ];
}
