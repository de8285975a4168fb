import type { ItemMapping, SignalMapping, TriggerMapping } from '../domain/mapping.ts';
import type { NodeKind } from '../domain/node.ts';
import { lineKey } from '../domain/watching.ts';
import type { SignalLines } from '../domain/watching.ts';

/** What would give each signal, with the placeholders of the lines of `signals` as they are written; items before triggers. */
export function signalLines({ items, triggers, containerHost }: SignalMapping): SignalLines {
  const lines = new Map<string, string[]>();
  const add = (key: string, text: string): void => {
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [text]);
    else if (!known.includes(text)) known.push(text);
  };
  for (const line of items) {
    for (const kind of nodeKindsOf(line, containerHost !== undefined)) add(lineKey(kind, line.signal), itemText(line));
  }
  for (const line of triggers) add(lineKey(line.node, line.signal), triggerText(line));
  return lines;
}

/** Which triggers a line takes, in words. */
export function triggerText({ name, tag }: TriggerMapping): string {
  return ['trigger', ...(name === undefined ? [] : [`"${name}"`]), ...tagText(tag)].join(' ');
}

function itemText({ key, tag }: ItemMapping): string {
  return key === undefined ? ['item', ...tagText(tag)].join(' ') : [key, ...tagText(tag)].join(' ');
}

function tagText(tags: Readonly<Record<string, string>> | undefined): readonly string[] {
  const pairs = Object.entries(tags ?? {}).map(([tag, value]) => `${tag}=${value}`);
  return pairs.length === 0 ? [] : [`tagged ${pairs.join(', ')}`];
}

/** As matching decides it: what the line says, else what its placeholder names, else whatever a host may stand for. */
function nodeKindsOf({ node, key = '', tag = {} }: ItemMapping, hasContainerHosts: boolean): readonly NodeKind[] {
  if (node !== undefined) return [node];
  const text = [key, ...Object.values(tag)].join(' ');
  if (/\{(container|kubePod)\}/.test(text)) return ['container'];
  if (text.includes('{disk}')) return ['disk'];
  return hasContainerHosts && !text.includes('{server}') ? ['server', 'container'] : ['server'];
}
