import type { ItemMapping } from '../domain/mapping.ts';
import { byText } from '../domain/node.ts';
import type { SignalName } from '../domain/signal.ts';
import type { Item } from '../domain/zabbix.ts';
import { parseItemKey } from '../observe/item-key.ts';
import type { ItemKey } from '../observe/item-key.ts';

/** A line of `signals.items` that the key of items of the site suggests, and how many items it would read. */
export interface GuessedLine {
  readonly line: ItemMapping;
  readonly items: number;
}

/** What lines are guessed from. */
export interface SignalGrounds {
  /** The items that no preset understands. */
  readonly items: readonly Item[];
  /** The names of the containers that each host carries. */
  readonly containersOf: (hostId: string) => ReadonlySet<string>;
  /** What presets tell of containers already. */
  readonly known: ReadonlySet<SignalName>;
}

/**
 * Guesses what items of a site's own templates tell of containers, by the words of their keys; of several keys for one
 * signal the one that most items have, since two would be mixed up. In the order of signals.
 */
export function guessSignals({ items, containersOf, known }: SignalGrounds): readonly GuessedLine[] {
  const byKey = new Map<string, { line: ItemMapping; items: number }>();
  for (const item of items) {
    const key = parseItemKey(item.key);
    if (key === undefined || item.isLost === true || item.state === 'disabled') continue;
    const template = templateOf(key, containersOf(item.hostId));
    const signal = template === undefined ? undefined : signalOf(key.name, item.valueType);
    if (template === undefined || signal === undefined || known.has(signal)) continue;
    const found = byKey.get(template) ?? { line: lineOf(template, signal, item.valueType), items: 0 };
    byKey.set(template, { ...found, items: found.items + 1 });
  }
  const best = new Map<SignalName, GuessedLine>();
  for (const [, guess] of [...byKey].toSorted(([a], [b]) => byText(a, b))) {
    const before = best.get(guess.line.signal);
    if (before === undefined || guess.items > before.items) best.set(guess.line.signal, guess);
  }
  return [...best.values()].toSorted((a, b) => byText(a.line.signal, b.line.signal));
}

/** The key with `{container}` where one of the host's containers stood; what else it says must be plain. */
function templateOf({ name, parameters }: ItemKey, containers: ReadonlySet<string>): string | undefined {
  const plain = parameters.filter((parameter) => typeof parameter === 'string');
  if (plain.length < parameters.length) return undefined;
  const place = plain.findIndex((parameter) => containers.has(parameter.replace(/^\//u, '')));
  const others = plain.filter((_, index) => index !== place);
  if (place === -1 || others.some((other) => !/^[\w./:-]*$/u.test(other))) return undefined;
  return `${name}[${plain.map((parameter, index) => (index === place ? '{container}' : parameter)).join(',')}]`;
}

/** Keys of the stock templates: what no preset takes of them was left out on purpose. */
const stock = /^(?:docker|kube|vfs|net|system|vm|proc|zabbix|agent|icmp\w*|smart|haproxy|nginx|envoy)(?:\.|$)/u;

/** What is said of a rate, a share or a time is no counter. */
const noCounter = new Set(
  'rate per second sec avg average mean percent pct ratio share latency p50 p90 p95 p99 max min'.split(' '),
);

/** By which words a counter is known; the first that fits counts. */
const counters: readonly (readonly [SignalName, readonly string[]])[] = [
  ['timeouts', ['timeouts', 'timeout']],
  ['errors', ['errors', 'failures', 'exceptions', '5xx']],
  ['requests', ['requests']],
  ['restarts', ['restarts']],
  ['oomKills', ['oomkills', 'oom']],
];

function signalOf(keyName: string, valueType: Item['valueType']): SignalName | undefined {
  if (stock.test(keyName)) return undefined;
  const words = new Set(
    keyName
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1.$2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  );
  if (words.has('role')) return 'role';
  const isNumber = valueType === 'float' || valueType === 'unsigned';
  if (!isNumber) return words.has('version') ? 'version' : undefined;
  if (words.has('limit'))
    return words.has('cpu') ? 'cpuLimit' : words.has('memory') || words.has('mem') ? 'memoryLimit' : undefined;
  if (words.has('busy') && words.has('seconds')) return 'busySeconds';
  if ([...words].some((word) => noCounter.has(word))) return undefined;
  return counters.find(([, named]) => named.some((word) => words.has(word)))?.[0];
}

const roleNumbers = { 1: 'primary', 0: 'replica' } as const;
const roleWords = {
  master: 'primary',
  leader: 'primary',
  primary: 'primary',
  slave: 'replica',
  follower: 'replica',
  replica: 'replica',
  '*': null,
} as const;

function lineOf(key: string, signal: SignalName, valueType: Item['valueType']): ItemMapping {
  if (signal !== 'role') return { key, signal };
  return { key, signal, map: valueType === 'float' || valueType === 'unsigned' ? roleNumbers : roleWords };
}
