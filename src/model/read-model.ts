import type { Finding } from '../domain/finding.ts';
import { nothingTaken, type TakenOver } from '../domain/inventory.ts';
import type { Model } from '../domain/model.ts';
import { byText } from '../domain/node.ts';
import { buildModel } from './build-model.ts';
import { checkSignals } from './check-signals.ts';
import { complaints } from './complaints.ts';
import type { Declarations } from './declarations.ts';
import { expand } from './expand.ts';
import { FindingList } from './findings.ts';
import { merge } from './merge.ts';
import { checkRecoveries } from './check-recoveries.ts';
import { checkReferences } from './references.ts';
import { fillShards } from './replicas.ts';
import { checkRoles } from './roles.ts';
import { withTakenOver } from './with-taken-over.ts';
import { readYaml, type SourceFile } from './yaml-source.ts';

export type { SourceFile } from './yaml-source.ts';

/** What reading a model gave: the model, unless something in it is an error, and everything found, in the order of places. */
export interface ModelReading {
  readonly model?: Model;
  readonly findings: readonly Finding[];
}

/** The files of a model, read and merged, from which a model can be made again and again with another inventory beside them. */
export interface DeclaredModel {
  /** Absent where a file could not be read. */
  readonly declarations?: Declarations;
  readonly findings: readonly Finding[];
}

/** Reads the files of a model, merged by id, in whatever order they come; never throws for what people wrote (semantics 2). */
export function readModel(files: readonly SourceFile[]): ModelReading {
  return completeModel(declareModel(files));
}

/** Reads and merges the files of a model; what they refer to is not looked up yet. */
export function declareModel(files: readonly SourceFile[]): DeclaredModel {
  const findings = new FindingList();
  const { report } = findings;
  const inOrder = files.toSorted((a, b) => byText(a.path, b.path));
  const sources = inOrder.map((file) => readYaml(file, { report }));
  const readable = sources.filter((source) => source !== undefined);
  const declarations = merge(readable, report);
  if (readable.every((source) => source.value === null) && readable.length === sources.length) {
    report(complaints.noModel());
    return { findings: findings.sorted() };
  }
  // What an unreadable file describes would all be reported as not described.
  return { ...(readable.length === sources.length && { declarations }), findings: findings.sorted() };
}

/** Makes the model of its files and of what was taken over from Zabbix beside them. */
export function completeModel(
  { declarations: written, findings: before }: DeclaredModel,
  taken: TakenOver = nothingTaken,
): ModelReading {
  if (written === undefined) return { findings: before };
  const declarations = withTakenOver(written, taken);
  const findings = new FindingList();
  const { report } = findings;
  for (const { position, ...complaint } of before) report(complaint, position);
  checkReferences(declarations, report);
  checkSignals(declarations, report);
  checkRecoveries(declarations, report);
  const shards = fillShards(declarations, expand(declarations, report), report);
  checkRoles(declarations, shards, report);
  if (findings.hasErrors) return { findings: findings.sorted() };
  return { model: buildModel(declarations, shards), findings: findings.sorted() };
}
