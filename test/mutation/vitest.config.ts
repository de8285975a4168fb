import { defineConfig } from 'vitest/config';

/** The tests that hold a stage to its sections of `semantics.md`; what else runs through it would only cost time. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  health: ['3-*', 'properties-growth', 'properties-conditions'],
  derive: ['properties-derive', 'properties-changes', '4-*', '5-*'],
  incident: ['6-*', '9-*', 'properties-incidents', 'properties-section-6'],
};

const stage = process.env['LINCHPIN_MUTATE'] ?? '';

/** For mutation testing, a stage at a time: `LINCHPIN_MUTATE=derive npm run mutate -- --mutate 'src/derive/*.ts'`. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: (testsOf[stage] ?? ['**/*']).map((name) => `test/semantics/${name}.test.ts`),
    setupFiles: ['test/mutation/same-models.ts'],
    testTimeout: 60_000,
  },
});
