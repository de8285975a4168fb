import type { Position } from '../domain/finding.ts';
import type { SourceFile } from '../model/yaml-source.ts';
import type { Traced } from './traces/traced.ts';

/** What can be imported from. */
export const formats = ['compose', 'kubernetes', 'structurizr', 'jaeger', 'otlp'] as const;

/** A kind of document that can be imported from. */
export type Format = (typeof formats)[number];

/** A file to import from, and the name of the folder that it lies in, which stands for a name where it has none itself. */
export interface ImportFile extends SourceFile {
  readonly folder: string;
  /** It was not named but found in a folder that was: there it may be anything. */
  readonly isFound?: boolean;
}

/** A plain value as it stands in a file of a model. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** The parts of a model whose entries have ids. */
export type ImportedSection = 'subsystems' | 'pods' | 'servers';

/** A name in a list (`calls`, `pods`), and why it is no more than a guess. */
export interface Listed {
  readonly name: string;
  readonly guess?: string;
}

/** What was read of a subsystem, pod or server, in the words of a model. */
export interface ImportedEntry {
  readonly id: string;
  /** What a model says of it, in the order to be written in. */
  readonly keys: Readonly<Record<string, Plain>>;
  /** Its lists of names, which are merged name by name: `calls` of a pod, `pods` of a subsystem. */
  readonly lists: Readonly<Record<string, readonly Listed[]>>;
  /** By key, why the value is no more than a guess. */
  readonly guesses: Readonly<Record<string, string>>;
  /** The file that it was read from. */
  readonly file: string;
}

/** A container of an inventory, in the words of a model: `name` and `server` at least. */
export interface ImportedContainer {
  readonly name: string;
  readonly server: string;
  readonly rest: Readonly<Record<string, Plain>>;
}

/** Something that was read and has no place in the model, and why. */
export interface Unmapped {
  readonly what: string;
  readonly why: string;
  readonly position?: Position;
}

/** What documents of one format say of an installation; nothing in it depends on the model that it will be merged into. */
export interface Imported {
  readonly format: Format;
  readonly system?: { readonly id: string; readonly name?: string };
  readonly subsystems: readonly ImportedEntry[];
  readonly pods: readonly ImportedEntry[];
  readonly servers: readonly ImportedEntry[];
  readonly containers: readonly ImportedContainer[];
  /** `systems`, `defaults` and `rules` as an export of a model has them. */
  readonly settings: Readonly<Record<string, Plain>>;
  /** Calls that were seen, where the documents are of traces. */
  readonly traced?: Traced;
  readonly unmapped: readonly Unmapped[];
}

/** Nothing read yet. */
export function nothingImported(format: Format): Imported {
  return { format, subsystems: [], pods: [], servers: [], containers: [], settings: {}, unmapped: [] };
}
