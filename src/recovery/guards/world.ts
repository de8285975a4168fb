import { recoveryModes } from '../../domain/recovery-rule.ts';
import { leafOf } from '../../domain/verdict.ts';
import { recoveryNamed } from '../draft.ts';
import { modeOf } from '../match.ts';
import { shardsOf } from '../targets.ts';
import { underWay } from './ask.ts';
import type { Guard } from './ask.ts';
import { tollOf } from './storm.ts';

/** Somebody has stopped recovery: nothing is begun, also nothing that would take back. */
export const notStopped: Guard = (_ask, { input: { stop } }) =>
  stop && { guard: 'stopped', facts: { by: stop.by, via: stop.via } };

/** What was done while more was allowed is not taken back while only less is. */
export const mayTakeBack: Guard = ({ reverts, recovery: { id } }, draft) => {
  if (!reverts) return undefined;
  const mode = modeOf(recoveryNamed(draft, id) ?? { id }, draft.input);
  return recoveryModes.indexOf(mode) < recoveryModes.indexOf(reverts.mode)
    ? { guard: 'mode', facts: { mode } }
    : undefined;
};

/** Only the process that leads acts. */
export const leads: Guard = (_ask, { input }) => (input.leads ? undefined : { guard: 'leader', facts: {} });

/** What is not known as of now is no ground to act on. */
export const knowsNow: Guard = ({ incident, targets }, { input: { isUnreadable, verdicts } }) => {
  if (isUnreadable) return { guard: 'data', facts: { what: 'unreadable' } };
  if (incident?.stale === true) return { guard: 'data', facts: { what: 'stale' } };
  const unknown = targets.find(({ node }) => leafOf(verdicts, node)?.state === 'unknown');
  return unknown && { guard: 'data', facts: { what: 'unknown', node: unknown.node } };
};

/** What people have planned is left to them, also where it only runs on what is acted on. */
export const notPlanned: Guard = ({ incident, targets, disturbs, step: { kind } }, { input: { verdicts } }) => {
  if (incident?.planned === true) return { guard: 'planned', facts: { node: incident.root } };
  const isPlanned = (node: string): boolean =>
    leafOf(verdicts, node)?.planned === true || verdicts.health.planned.has(node);
  const nodes = targets.map(({ node }) => node);
  const above = kind === 'free-disk' ? [] : nodes.flatMap((node) => verdicts.graph.containersOn.get(node) ?? []);
  const planned = [...nodes, ...disturbs, ...above].find(isPlanned);
  return planned === undefined ? undefined : { guard: 'planned', facts: { node: planned } };
};

/** There is an actuator of this name. */
export const hasActuator: Guard = ({ step: { by } }, { input: { settings } }) =>
  settings.actuators.has(by) ? undefined : { guard: 'actuator', facts: { by } };

/** There is something to do it to. */
export const hasTargets: Guard = ({ targets, step: { kind }, root }) =>
  targets.length > 0 ? undefined : { guard: 'targets', facts: { kind, node: root } };

/** To roll back there is a version that was seen working for long enough. */
export const hasVersion: Guard = ({ step: { kind, stableFor = 0 }, version }) =>
  kind === 'roll-back' && !version ? { guard: 'version', facts: { stableFor } } : undefined;

/** What an action touches is left alone by every other one until it is judged: else nobody could say which of them helped. */
export const notInFlight: Guard = ({ root, targets, disturbs }, draft) => {
  const { graph } = draft.input.verdicts;
  const nodes = [...targets.map(({ node }) => node), ...disturbs];
  const touched = new Set([...nodes, ...shardsOf(nodes, graph)]);
  const other = underWay(draft).find(({ root: its, order, disturbs: away, touches }) =>
    [its, ...order.targets.map(({ node }) => node), ...away, ...touches].some((id) => id === root || touched.has(id)),
  );
  return other && { guard: 'in-flight', facts: { action: other.id } };
};

/** Where much is down or unknown, nobody knows what an action does: then there is only advice. */
export const noStorm: Guard = (_ask, { input: { verdicts, settings } }) => {
  const { failed, unknown, all } = tollOf(verdicts);
  const isStorm = (count: number, share: number): boolean => count >= fewest && count > share * all;
  if (isStorm(failed, settings.storm.failed)) return { guard: 'storm', facts: { what: 'failed', count: failed, all } };
  if (isStorm(unknown, settings.storm.unknown)) {
    return { guard: 'storm', facts: { what: 'unknown', count: unknown, all } };
  }
  return undefined;
};

/** Fewer are no storm, however small the installation is. */
const fewest = 3;
