import { kindOf } from '../domain/node.ts';
import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';

/** What stands for the placeholders of a template; `isOwn` where the model's author wrote it himself. */
interface Filling {
  readonly text: string;
  readonly isOwn?: true;
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
        'invalid',
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

/** Names of containers, servers, pods: nothing that a program takes for an option, a pattern or two words. */
const plainName = /^[\p{L}\p{N}_][\p{L}\p{N}_.@+/-]*$/u;

function check(
  { text, isOwn }: Filling,
  where: { readonly placeholder: string; readonly order: ActionOrder; readonly isFirst: boolean },
): void {
  const { placeholder, order, isFirst } = where;
  const isFit = isOwn === true ? !/\p{Cc}/u.test(text) && !(isFirst && text.startsWith('-')) : plainName.test(text);
  if (isFit && !text.split('/').includes('..')) return;
  throw new WorldError(
    'refused',
    `What stands for ${placeholder} is ${JSON.stringify(text.slice(0, 100))}, which could be taken for more than a name: the actuator \`${order.by}\` is not asked. Expected letters, digits, _ . @ + / and -, with no - at its beginning.`,
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
    name: target.name,
    container: kindOf(target.node) === 'container' ? target.name : undefined,
    pod: target.pod,
    shard: target.shard,
    server: target.server?.id,
    host: target.server?.name,
    from: change?.from,
    to: change?.to,
  });
  return new Map<string, Filling>([
    ...own.map(([name, value]) => [name, { text: String(value), isOwn: true }] as const),
    ...names.flatMap(([name, value]) => (value === undefined ? [] : [[name, { text: String(value) }] as const])),
  ]);
}
