import { kindOf } from '../domain/node.ts';
import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import type { SignalValue } from '../domain/signal.ts';
import { WorldError } from '../ports.ts';

/** What stands for a placeholder of a template, and whose word that is: `own` is the model's author's. */
interface Filling {
  readonly text: string;
  readonly of: 'own' | 'names' | 'mounts' | 'versions';
}

/**
 * Fills the placeholders of a text with the names of an order and one of its targets. Throws `WorldError` where one has
 * nothing to stand for, or where a name could be taken for more than a name: names come from Zabbix, so from anywhere.
 * `written` turns what stands for one into the form that it needs there.
 */
export function fill(
  template: string,
  { order, target }: About,
  written: (text: string) => string = (text) => text,
): string {
  const fillings = fillingsOf(order, target);
  return template.replaceAll(/\{([A-Za-z][\w.-]*)\}/gu, (placeholder, name: string, at: number) => {
    const filling = fillings.get(name);
    if (filling === undefined) {
      throw new WorldError(
        'E503',
        `Nothing stands for ${placeholder} in ${order.kind} of ${target.node}: leave it out of the actuator \`${order.by}\`, or give the step of the recovery \`${order.recovery}\` what it means.`,
      );
    }
    check(filling, { placeholder, order, isFirst: at === 0 });
    return written(filling.text);
  });
}

/** Whom the placeholders of a text name. */
export interface About {
  readonly order: ActionOrder;
  readonly target: ActionTarget;
}

/** Whether a text names what one target has, so that it means another thing for each. */
export function isOfTarget(template: string): boolean {
  return /\{(?:node|name|container|pod|shard|server|host)\}/u.test(template);
}

/**
 * Nothing that a program takes for an option, a pattern or two words. A colon parts an image from its tag; in the name of a
 * container or server it could part two (`ansible --limit a:b`). A disk is called as it is mounted: `/data1`, `D:`.
 */
const fit = {
  names: /^[\p{L}\p{N}_][\p{L}\p{N}_.@+/-]*$/u,
  mounts: /^[\p{L}\p{N}_/][\p{L}\p{N}_.@+/:-]*$/u,
  versions: /^[\p{L}\p{N}_][\p{L}\p{N}_.@+/:-]*$/u,
};

function check(
  { text, of }: Filling,
  where: { readonly placeholder: string; readonly order: ActionOrder; readonly isFirst: boolean },
): void {
  const { placeholder, order, isFirst } = where;
  const isFit = of === 'own' ? !/\p{Cc}/u.test(text) && !(isFirst && text.startsWith('-')) : fit[of].test(text);
  if (isFit && !text.split('/').includes('..')) return;
  throw new WorldError(
    'E507',
    `What stands for ${placeholder} is ${JSON.stringify(text.slice(0, 100))}, which could be taken for more than a name: the actuator \`${order.by}\` is not asked. Expected letters, digits, _ . @ + / and - (of a disk or a version : too, and a disk may begin with /), with no - at its beginning.`,
  );
}

function fillingsOf(order: ActionOrder, target: ActionTarget): ReadonlyMap<string, Filling> {
  const change = order.replicas ?? order.version;
  const own = Object.entries({
    action: order.id,
    kind: order.kind,
    incident: order.incident,
    recovery: order.recovery,
    ...Object.fromEntries(Object.entries(order.parameters).map(([name, value]) => [`parameter.${name}`, value])),
  });
  const names = Object.entries({
    node: target.node,
    container: kindOf(target.node) === 'container' ? target.name : undefined,
    pod: target.pod,
    shard: target.shard,
    server: target.server?.id,
    host: target.server?.name,
  });
  const versions = Object.entries({ from: change?.from, to: change?.to });
  const filled = (
    of: Filling['of'],
    entries: readonly (readonly [string, SignalValue | boolean | undefined])[],
  ): readonly [string, Filling][] =>
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, { text: String(value), of }]]));
  const named = filled(kindOf(target.node) === 'disk' ? 'mounts' : 'names', [['name', target.name]]);
  return new Map([...filled('own', own), ...filled('names', names), ...named, ...filled('versions', versions)]);
}
