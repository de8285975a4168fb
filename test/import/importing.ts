import { readFileSync } from 'node:fs';
import type { Model } from '../../src/domain/model.ts';
import { fitted } from '../../src/import/fitted.ts';
import type { Imported, ImportFile } from '../../src/import/imported.ts';
import { noMemory } from '../../src/import/memory.ts';
import type { ImportMemory } from '../../src/import/memory.ts';
import { mergeImported } from '../../src/import/merge.ts';
import type { Merged } from '../../src/import/merge.ts';
import { readImport } from '../../src/import/read-import.ts';
import { mergedTraces } from '../../src/import/traces/traced.ts';
import { declareModel, readModel } from '../../src/model/read-model.ts';
import type { SourceFile } from '../../src/model/yaml-source.ts';

/** A file of the fixtures, as if it lay where it is read. */
export function fixture(name: string): ImportFile {
  return { path: name, text: readFileSync(`test/fixtures/import/${name}`, 'utf8'), folder: 'shop' };
}

/** A document of a test's own. */
export function document(text: string, path = 'given.yaml'): ImportFile {
  return { path, text, folder: 'shop' };
}

/** What documents say; anything wrong in them fails the test. */
export function imported(files: readonly ImportFile[], at = 1_800_000_000): readonly Imported[] {
  const reading = readImport(files, { at });
  if (reading.imported === undefined) throw new Error(JSON.stringify(reading.findings, null, 2));
  return reading.imported;
}

/** What is wrong in documents, a line each. */
export function mistakes(...files: readonly ImportFile[]): readonly string[] {
  return readImport(files, { at: 1_800_000_000 }).findings.map(
    ({ message, position }) => `${position?.file ?? ''}:${position?.line ?? ''}: ${message}`,
  );
}

/** A model that documents are imported into, one after the other, as the command does it. */
export class ImportSite {
  files: readonly SourceFile[];
  memory: ImportMemory = noMemory;
  names: Readonly<Record<string, string>> = {};

  constructor(...yaml: readonly string[]) {
    this.files = yaml.map((text, index) => ({ path: `model-${index}.yaml`, text }));
  }

  import(...files: readonly ImportFile[]): Merged {
    return this.take(imported(files)[0]!);
  }

  take(read: Imported): Merged {
    const { declarations } = this.files.length === 0 ? {} : declareModel(this.files);
    const addsPods = (declarations?.pods.size ?? 0) === 0;
    const fit = fitted(read, { declarations, names: this.names, addsPods });
    const merged = mergeImported({
      files: this.files,
      imported: fit,
      ...{ into: 'imported.yaml', inventory: 'inventory.yaml', memory: this.memory },
    });
    const changed = new Map([...this.files, ...merged.files].map(({ path, text }) => [path, text]));
    this.files = [...changed].map(([path, text]) => ({ path, text }));
    this.memory = {
      ...merged.memory,
      ...(fit.traced && { traced: mergedTraces(this.memory.traced, fit.traced) }),
    };
    return merged;
  }

  text(path: string): string {
    return this.files.find((file) => file.path === path)?.text ?? '';
  }

  edit(path: string, change: (text: string) => string): void {
    this.files = this.files.map((file) => (file.path === path ? { path, text: change(file.text) } : file));
  }

  /** The model that the files make; anything wrong in it fails the test. */
  get model(): Model {
    const { model, findings } = readModel(this.files);
    if (model === undefined)
      throw new Error(
        JSON.stringify(
          findings.filter(({ level }) => level === 'error'),
          null,
          2,
        ),
      );
    return model;
  }
}
