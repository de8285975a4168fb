import { complaints } from './complaints.ts';
import type { Declarations, Declared, DeclaredSubsystem } from './declarations.ts';
import type { Complaint, Report } from './findings.ts';
import { nearestName } from './nearest-name.ts';
import { keyPositionOf, type Place, positionOf, toText, within } from './positions.ts';
import type { WrittenContainer, WrittenPod } from './schema.ts';

/** Looks up every name that a model uses; what is not described, or in the wrong number of places, is reported. */
export function checkReferences(declarations: Declarations, report: Report): void {
  const { pods, subsystems } = declarations;
  for (const subsystem of subsystems.values()) checkSubsystem(subsystem, declarations, report);
  for (const pod of pods.values()) checkPod(pod, declarations, report);
  for (const container of declarations.containers) checkContainer(container, declarations, report);
  checkSystems(declarations, report);
  const served = new Set([...subsystems.values()].flatMap(({ written }) => written?.pods ?? []));
  const allReadable = [...subsystems.values()].every(({ written }) => written);
  for (const { id, place } of pods.values()) {
    if (allReadable && !served.has(id) && !declarations.off.pods.has(id))
      report(complaints.podInNoSubsystem(id), keyPositionOf(place));
  }
}

/** The names of a list without those that stand in it for the second time. */
export function once(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

interface NameList {
  readonly names: readonly string[] | undefined;
  readonly known: ReadonlyMap<string, unknown>;
  readonly unknown: (name: string) => Complaint;
}

function checkNames(place: Place, { names = [], known, unknown }: NameList, report: Report): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const complaint = seen.has(name) ? complaints.listedTwice(name) : known.has(name) ? undefined : unknown(name);
    // The place is looked up only where there is something to say: there may be hundreds of thousands of containers.
    if (complaint) report(complaint, positionOf(within(place, index)));
    seen.add(name);
  }
}

/** Names of things of a kind that the model describes. */
function namesOf(
  kind: 'pod' | 'server' | 'subsystem',
  names: readonly string[] | undefined,
  known: ReadonlyMap<string, unknown>,
): NameList {
  return { names, known, unknown: (name) => complaints.unknownName(kind, name, nearestName(name, known.keys())) };
}

function checkSubsystem(subsystem: DeclaredSubsystem, { pods }: Declarations, report: Report): void {
  const { place, written, functions } = subsystem;
  checkNames(within(place, 'pods'), namesOf('pod', written?.pods, pods), report);
  for (const { place: at, written: inner } of functions.values()) {
    checkNames(within(at, 'needs'), namesOf('pod', inner?.needs, pods), report);
  }
}

function checkPod({ id, place, isWhole, written }: Declared<WrittenPod>, { pods }: Declarations, report: Report): void {
  if (!written) return;
  const at = within(place, 'calls');
  checkNames(at, namesOf('pod', written.calls, pods), report);
  const itself = written.calls?.indexOf(id) ?? -1;
  if (itself >= 0) report(complaints.callsItself(id), positionOf(within(at, itself)));
  checkShards(place, written, report);
  // Of a pod with mistakes the kind may be among them.
  if (isWhole) checkKind(place, written, report);
}

function checkKind(place: Place, written: WrittenPod, report: Report): void {
  const { kind } = written;
  if (written.minReplicas !== undefined && kind !== 'stateless' && kind !== 'primary-replica') {
    const kinds = '`stateless` and `primary-replica`';
    report(complaints.notForKind('minReplicas', kind, kinds), keyPositionOf(within(place, 'minReplicas')));
  }
  if (written.failover !== undefined && kind !== 'primary-replica') {
    report(complaints.notForKind('failover', kind, '`primary-replica`'), keyPositionOf(within(place, 'failover')));
  }
  if (typeof written.replicas === 'object' && kind !== 'stateless' && kind !== 'all') {
    const key = 'replicas: { min, max }';
    report(complaints.notForKind(key, kind, '`stateless` and `all`'), positionOf(within(place, 'replicas')));
  }
}

function checkShards(place: Place, { shards }: WrittenPod, report: Report): void {
  if (typeof shards !== 'object') return;
  const seen = new Set<string>();
  for (const [index, shard] of shards.entries()) {
    const position = positionOf(within(place, 'shards', index));
    if (seen.has(shard)) report(complaints.shardTwice(shard), position);
    else if (/[\s/]/u.test(shard)) report(complaints.badId('shard', shard), position);
    seen.add(shard);
  }
}

function checkContainer(
  { place, written }: Declared<WrittenContainer>,
  { servers }: Declarations,
  report: Report,
): void {
  if (!written) return;
  const server = servers.get(written.server);
  if (!server) {
    const nearest = nearestName(written.server, servers.keys());
    report(complaints.unknownName('server', written.server, nearest), positionOf(within(place, 'server')));
    return;
  }
  const { disks } = server;
  const unknown = (disk: string): Complaint =>
    complaints.unknownDisk(written.server, disk, nearestName(disk, disks.keys()));
  checkNames(within(place, 'disks'), { names: written.disks, known: disks, unknown }, report);
}

function checkSystems({ systems, subsystems }: Declarations, report: Report): void {
  if (systems.size === 0) {
    report(complaints.noSystem());
    return;
  }
  const owners = new Map<string, Place>();
  for (const { place, written } of systems.values()) {
    // Of a system that can't be read, or has all subsystems, nothing is to be looked up.
    if (written?.subsystems === undefined) return;
    const at = within(place, 'subsystems');
    checkNames(at, namesOf('subsystem', written.subsystems, subsystems), report);
    for (const name of once(written.subsystems)) {
      const here = within(at, written.subsystems.indexOf(name));
      const owner = owners.get(name);
      if (owner) report(complaints.subsystemInTwo(name, toText(positionOf(owner))), positionOf(here));
      else owners.set(name, here);
    }
  }
  for (const { id, place } of subsystems.values()) {
    if (!owners.has(id)) report(complaints.subsystemInNone(id), keyPositionOf(place));
  }
}
