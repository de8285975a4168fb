import { existsSync } from 'node:fs';
import type { Block, Shown } from './pages.ts';

/** Commands that answer from a model alone. */
const offline: ReadonlySet<string> = new Set(['check', 'spof', 'what-if', 'export']);

/** A command runs as it stands where its answer is shown, or where it needs only a model that is here. */
export function isRunHere({ args, printed }: Shown): boolean {
  if (printed !== undefined) return true;
  const model = args[args.indexOf('--model') + 1] ?? '';
  return offline.has(args[0] ?? '') && existsSync(model) && !args.includes('current');
}

/** Where the command of that name, which needs a Zabbix, a store or files that are not here, is run instead. */
export const ranBy: Readonly<Record<string, string>> = {
  '--help': 'test/cli/offline.test.ts',
  approve: 'test/cli/recovery.test.ts',
  audit: 'test/cli/silence.test.ts',
  backup: 'test/cli/silence.test.ts',
  calibrate: 'test/calibrate/calibrate.test.ts',
  check: 'test/cli/offline.test.ts',
  completion: 'test/cli/completion.test.ts',
  coverage: 'test/cli/coverage.test.ts',
  discover: 'test/cli/discover.test.ts',
  evaluate: 'test/cli/offline.test.ts',
  explain: 'test/cli/twin.test.ts',
  export: 'test/import/command.test.ts',
  import: 'test/import/command.test.ts',
  incidents: 'test/cli/daemon.test.ts',
  init: 'test/init/init.test.ts',
  provision: 'test/cli/provision.test.ts',
  resources: 'test/cli/coverage.test.ts',
  restore: 'test/cli/silence.test.ts',
  run: 'test/cli/daemon.test.ts',
  silence: 'test/cli/silence.test.ts',
  status: 'test/cli/daemon.test.ts',
  stop: 'test/cli/recovery.test.ts',
  test: 'test/model-mail',
  'what-if': 'test/cli/daemon.test.ts',
};

/** What other commands of pages stand for, by how they begin: where they are run, or why they are not. */
export const others: Readonly<Record<string, string>> = {
  'alias linchpin=': 'gives the program a name; test/end-to-end/quick-start.ts does so',
  'cp -r model/mail ': 'test/deploy/shipped.test.ts reads what it copies',
  'curl -H "Authorization: Bearer ': 'test/http/access.test.ts asks so',
  'curl -X POST -H "Authorization: Bearer ': 'test/cli/wake.test.ts asks so',
  'docker ': 'there is no Docker where tests run; docs/installing.md says what was tried instead',
  'eval "$(scripts/zabbix env)"': 'scripts/test',
  'export ': 'sets the environment of what follows',
  'install -': 'changes the machine: test/deploy/shipped.test.ts reads what is installed',
  'kubectl ': 'there is no Kubernetes where tests run; docs/installing.md says what was tried instead',
  'npm install --global ': 'needs a registry; docs/installing.md says how it was tried',
  'npm pack': 'takes minutes; docs/installing.md says how it was tried',
  'npm run build && npm run faults': 'takes over an hour; test/end-to-end/faults.zabbix.test.ts runs a cut of it',
  'npm run faults': 'takes over an hour; test/end-to-end/faults.zabbix.test.ts runs a cut of it',
  'scripts/demo': 'takes minutes; its steps are those of test/end-to-end/drills.zabbix.test.ts',
  'scripts/fit-sqlite ': 'fetches and compiles for another Node; test/package/dependencies.test.ts reads what it fits',
  'scripts/mail-sim ': 'scripts/test, by test/end-to-end',
  'scripts/release ': 'takes minutes, and is what makes a release: it tries what it made itself',
  'scripts/setup': 'scripts/test begins with it',
  'scripts/test': 'is what runs all tests',
  'scripts/zabbix ': 'scripts/test',
  'systemctl ': 'there is no systemd where tests run; test/deploy/shipped.test.ts reads the unit',
};

/** Blocks that are neither a command nor YAML, by their page and how they begin: what holds them, or why nothing does. */
export const otherBlocks: Readonly<Record<string, string>> = {
  'README.md:             poll tempo': 'a drawing of what src/evaluate.ts does',
  'docs/actuators.md:{ "id": "…"': 'test/actuators/webhook.test.ts takes such an order',
  'docs/actuators.md:function isFromLinchpin': 'test/actuators/webhook.test.ts runs it',
  'docs/http-access.md:location /linchpin/':
    'nginx is not here; test/http/access.test.ts asks with the headers that it sends',
  'docs/importing.md:Traces have shown': 'told of an installation that is not here; test/import/traces.test.ts',
  'docs/model-tests.md:$ linchpin test': 'a case that fails is shown; test/model-test/command.test.ts',
  'docs/model-tests.md:{ "ok": false': 'test/model-test/command.test.ts',
  'docs/provision.md:keep dashboard': 'told of a Zabbix that people changed; test/zabbix/provision.zabbix.test.ts',
  'docs/rules.md: errors ': 'a drawing',
  'docs/store.md:create role linchpin': 'PostgreSQL; test:postgres connects so',
};

/**
 * Whether a block of a page needs somebody to hold it: what is no command, no YAML, no JSON of docs/json.md, and not of
 * docs/errors.md, which is made from the code and shows mistakes.
 */
export function isOther({ at, language }: Block): boolean {
  if (['sh', 'console', 'yaml', 'mermaid'].includes(language) || at.startsWith('docs/errors.md')) return false;
  return !(language === 'json' && at.startsWith('docs/json.md'));
}
