import fc from 'fast-check';
import { beforeEach } from 'vitest';

// The same models for every mutant, so that none is killed by luck; and no time is spent on shrinking what killed it.
// `LINCHPIN_MUTATE='derive both 700'` looks at each property for 700 ms only, to begin with: most die of the first few models.
const most = Number((process.env['LINCHPIN_MUTATE'] ?? '').split(' ')[2]);
const limit = most > 0 ? { interruptAfterTimeLimit: most, markInterruptAsFailure: false } : {};
fc.configureGlobal({ seed: 20_261_122, endOnFailure: true, ...limit });

// What counts whether everything occurs often enough needs all the models.
beforeEach(({ task, skip }) => {
  if (most > 0 && /often enough|are compared where|is compared where/u.test(task.name)) skip();
});
