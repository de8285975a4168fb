import { defineConfig } from 'vitest/config';

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

const [stage = '', how] = (process.env['LINCHPIN_MUTATE'] ?? '').split(' ');
const names = (how === 'properties' ? properties : testsOf)[stage] ?? ['**/*'];

/**
 * For mutation testing, a stage at a time: `LINCHPIN_MUTATE=derive npm run mutate -- --mutate 'src/derive/*.ts'`. The
 * random models are for the mutants that live on after that (`LINCHPIN_MUTATE='derive properties'`): each costs seconds.
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: names.map((name) => `test/semantics/${name}.test.ts`),
    setupFiles: ['test/mutation/same-models.ts'],
    testTimeout: 60_000,
    // Half the time goes into loading modules anew; no test of these keeps anything in one.
    isolate: false,
  },
});
