import { defineConfig } from 'vitest/config';

const properties = 'test/semantics/**/*properties*.test.ts';

/**
 * The tests that hold the core to `semantics.md`, for mutation testing. Properties take most of the time and are run
 * only on the mutants that everything else let live (LINCHPIN_MUTATE=properties).
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    ...(process.env['LINCHPIN_MUTATE'] === 'properties'
      ? { include: [properties] }
      : {
          include: ['test/semantics/**/*.test.ts', 'test/twin/**/*.test.ts', 'test/health/**/*.test.ts'],
          exclude: [properties],
        }),
    setupFiles: ['test/mutation/same-models.ts'],
    testTimeout: 60_000,
  },
});
