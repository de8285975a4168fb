import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The tests that hold a stage to its sections of `semantics.md`; what else runs through it would only cost time. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  health: ['3-*'],
  derive: ['4-*', '5-*'],
  incident: ['6-[!rs]*', '6-r[!a]*', '6-rank', '6-severity', '9-*', '3-planned', '3-silenced'],
};

const properties: Readonly<Record<string, readonly string[]>> = {
  health: ['properties-growth', 'properties-conditions'],
  derive: ['properties-derive', 'properties-changes'],
  incident: ['6-rank-properties', '6-symptoms-properties', 'properties-incidents', 'properties-section-6'],
};

const [stage = '', how = 'both'] = (process.env['LINCHPIN_MUTATE'] ?? '').split(' ');
const names = [
  ...(how === 'properties' ? [] : (testsOf[stage] ?? ['**/*'])),
  ...(how === 'tests' ? [] : (properties[stage] ?? [])),
];

/** Those that take least come first, and the random models last: most mutants die of the first few tests. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isRandom = ({ moduleId }: TestSpecification): number => Number(moduleId.includes('properties'));
    const slowestFirst = await super.sort(files);
    return slowestFirst.toReversed().toSorted((a, b) => isRandom(a) - isRandom(b));
  }
}

/**
 * For mutation testing, a stage at a time: `LINCHPIN_MUTATE=derive npm run mutate -- --mutate 'src/derive/*.ts'`, with
 * `tests` or `properties` behind the stage only those, and with a number behind it so many milliseconds a property.
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: names.map((name) => `test/semantics/${name}.test.ts`),
    setupFiles: ['test/mutation/same-models.ts'],
    testTimeout: 60_000,
    // Half the time goes into loading modules anew; no test of these keeps anything in one.
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
