import { defineConfig } from 'vitest/config';

/** What needs a running Zabbix, PostgreSQL, or programs of Debian: projects of their own, so that `npm test` is quick. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/support/seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.zabbix.test.ts', 'test/**/*.pg.test.ts', 'test/**/*.tools.test.ts'],
          // Every file would pay for loading what all of them use: a third of the time of all. What a test changes outside
          // of itself it puts back.
          isolate: false,
          maxWorkers: '100%',
          // They start programs, on machines that may be busy.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/**/*.pg.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'tools',
          include: ['test/**/*.tools.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'zabbix',
          include: ['test/**/*.zabbix.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 600_000,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'json-summary'] },
  },
});
