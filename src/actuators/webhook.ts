import { toIso } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { PlanSteps, Step } from './actuator.ts';
import { DoubtError } from './doubt.ts';
import { exchange, quoted } from './exchange.ts';
import type { Answered } from './exchange.ts';
import { fill, isOfTarget } from './placeholders.ts';
import { signatureHeaders } from './signature.ts';

/** Whom to call, and how they know that it was us. */
export interface WebhookAccess {
  /** With placeholders. */
  readonly url: string;
  readonly secret: string;
  /** The origins that may be called. */
  readonly allow: readonly string[];
  readonly ca?: string;
  readonly clock: Clock;
}

/** Tells a server of the site by a signed request what is to be done; it does it, and answers. */
export function webhook(access: WebhookAccess): PlanSteps {
  return (order) => {
    const { targets } = order;
    const groups = isOfTarget(access.url) ? targets.map((target) => [target]) : [targets];
    return Promise.resolve(
      groups.map((group, index) => call(access, order, { group, key: keyOf(order, index, groups.length) })),
    );
  };
}

/** The same order has the same key whenever it is sent; each of its requests another one. */
function keyOf({ id }: ActionOrder, index: number, count: number): string {
  return count === 1 ? id : `${id}.${index + 1}`;
}

function call(
  { url: template, allow, secret, ca, clock }: WebhookAccess,
  order: ActionOrder,
  { group, key }: { readonly group: readonly ActionTarget[]; readonly key: string },
): Step {
  const [first] = group;
  if (first === undefined) throw new WorldError('E503', `The order ${order.id} has no targets.`);
  const url = fill(template, { order, target: first }, encodeURIComponent);
  const { origin } = URL.canParse(url) ? new URL(url) : { origin: url };
  if (!allow.includes(origin)) {
    throw new WorldError(
      'E508',
      `The actuator \`${order.by}\` would call ${quoted(origin, 100)}, which is not in its \`allow\`: nothing was sent.`,
    );
  }
  const body = JSON.stringify(bodyOf(order, group));
  return {
    text: `${order.kind} of ${group.map(({ node }) => node).join(', ')} is asked of ${origin}`,
    request: [`POST ${url}`, `Idempotency-Key: ${key}`, 'Linchpin-Signature: v1=[of the time and the body]', body],
    carryOut: async (signal) => {
      const headers = signatureHeaders(body, { secret, at: clock.now(), key });
      const asked = { method: 'POST', headers, body } as const;
      return judged(origin, await exchange({ url, ...(ca !== undefined && { ca }) }, asked, signal));
    },
  };
}

/** What a receiver is told; `docs/actuators.md` describes it. */
function bodyOf(order: ActionOrder, targets: readonly ActionTarget[]): Readonly<Record<string, unknown>> {
  const { id, kind, recovery, incident, parameters, replicas, version, reverts } = order;
  return { id, kind, recovery, incident, targets, parameters, replicas, version, reverts };
}

/** What an answer means; whoever stands between may have given up on it, so not every refusal is one. */
function judged(origin: string, { status, text }: Answered): string {
  const said = text.trim() === '' ? `HTTP ${status}` : `HTTP ${status}: ${quoted(text, 2000)}`;
  if (status >= 200 && status < 300) return said;
  if (status >= 500 && status !== 501 && status !== 503) {
    throw new DoubtError(`${origin} answered ${said}: nobody knows whether it was done.`);
  }
  const redirect = status >= 300 && status < 400 ? ' Redirects are not followed: give the address itself.' : '';
  throw new WorldError('E504', `${origin} answered ${said}, so it was not done.${redirect}`);
}

/** A notice of what became of an incident's recovery. */
export interface Notice {
  readonly id: string;
  /** When it happened. */
  readonly at: Instant;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Tells the site's own server what was planned or done, by a signed request; rejects with `WorldError` or `DoubtError`. */
export async function notify(
  access: Omit<WebhookAccess, 'allow'> & { readonly template?: string },
  { id, at, facts }: Notice,
  signal: AbortSignal,
): Promise<void> {
  const { url, secret, ca, clock, template } = access;
  const told = { ...facts, at: toIso(at) };
  const body = template === undefined ? JSON.stringify(told) : filledIn(template, told);
  const headers = signatureHeaders(body, { secret, at: clock.now(), key: id });
  const answer = await exchange({ url, ...(ca !== undefined && { ca }) }, { method: 'POST', headers, body }, signal);
  judged(new URL(url).origin, answer);
}

/** Within the template every value stands as in a JSON text, so that no name of Zabbix's can end it. */
function filledIn(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
    JSON.stringify(String(Object.hasOwn(facts, name) ? facts[name] : '')).slice(1, -1),
  );
}
