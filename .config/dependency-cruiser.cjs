/**
 * The dependency rule: a stage imports domain/ and itself; evaluate.ts calls the stages; the shell imports the core,
 * and the core never imports the shell. Each rule's name reads as a sentence, and its comment says why.
 */
const core =
  'domain|model|graph|observe|health|derive|incident|publish|words|report|recovery|twin|model-test|import|export';
const stages = 'model|graph|observe|health|derive|incident|publish|words|report|recovery';

/** A package and the one place that may import it, so that it can be replaced there. */
const home = (name, packages, where) => ({
  name,
  comment: `${packages} has one home (${where}), so that replacing it changes one place.`,
  severity: 'error',
  from: { path: '^(src|scripts|migrations)/', pathNot: where },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment:
        'The words of the domain must be usable everywhere, so they lean on nothing; but patterns of people mean the same wherever they stand.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/|(^|/)node_modules/re2js/' },
    },
    {
      name: 'a-stage-imports-domain-and-itself',
      comment: 'Stages do not know each other: evaluate.ts alone knows their order, so each can be read by itself.',
      severity: 'error',
      from: { path: `^src/(${stages})/` },
      to: { path: '^src/', pathNot: '^src/($1|domain)/' },
    },
    {
      name: 'evaluate-calls-stages-only',
      comment: 'The spine turns values into values; whoever calls it reads, saves and sends.',
      severity: 'error',
      from: { path: '^src/evaluate\\.ts$' },
      to: { path: '^src/', pathNot: `^src/(domain|${stages})/` },
    },
    {
      name: 'the-twin-asks-the-spine',
      comment: 'Questions run on the same engine as cycles, through the same door.',
      severity: 'error',
      from: { path: '^src/twin/' },
      to: { path: '^src/', pathNot: '^src/(twin/|domain/|evaluate\\.ts$)' },
    },
    {
      name: 'tests-of-a-model-ask-the-model-and-the-twin',
      comment:
        'Cases are read by the same machinery as the model and run by the same engine, so that they prove what runs.',
      severity: 'error',
      from: { path: '^src/model-test/' },
      to: { path: '^src/', pathNot: '^src/((model-test|domain|model|twin)/|evaluate\\.ts$)' },
    },
    {
      name: 'a-first-model-is-guessed-by-what-reads-models-and-items',
      comment: 'What init takes for a container, and writes as a model, is what the daemon will take for it and read.',
      severity: 'error',
      from: { path: '^src/init/' },
      to: { path: '^src/', pathNot: '^src/(init|domain|model|graph|observe)/' },
    },
    {
      name: 'calibration-judges-by-the-rules-of-health',
      comment: 'What would have fired is said by the code that fires, and by no copy of it.',
      severity: 'error',
      from: { path: '^src/calibrate/' },
      to: { path: '^src/', pathNot: '^src/(calibrate|domain|model|health)/' },
    },
    {
      name: 'guessing-and-calibrating-touch-no-world',
      comment: 'They are values in, values out, as the core is.',
      severity: 'error',
      from: { path: '^src/(init|calibrate)/' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'importers-and-exporters-know-the-model',
      comment: 'What comes from other documents becomes words of a model, or is made of them; nothing else is needed.',
      severity: 'error',
      from: { path: '^src/(import|export)/' },
      to: { path: '^src/', pathNot: '^src/($1|import|domain|model)/' },
    },
    {
      name: 'ports-speak-domain',
      comment: 'A port that knew an adapter would be no port.',
      severity: 'error',
      from: { path: '^src/(zabbix-)?ports\\.ts$' },
      to: { path: '^src/', pathNot: '^src/domain/' },
    },
    {
      name: 'adapters-know-ports-and-domain',
      comment: 'Zabbix, the store and HTTP are reached through ports, so that each can be replaced or faked.',
      severity: 'error',
      from: { path: '^src/(zabbix|store|http|actuators)/' },
      to: { path: '^(src|migrations)/', pathNot: ['^src/($1|domain)/', '^src/(zabbix-)?ports\\.ts$', '^migrations/'] },
    },
    {
      name: 'the-page-stands-alone',
      comment:
        'It runs in browsers: of the rest of the program it knows what answers look like, and nothing that would run; shapes are drawn there and here.',
      severity: 'error',
      from: { path: '^src/page/' },
      to: { path: '^src/', pathNot: '^src/(page/|domain/shapes\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-page-knows-answers-and-the-domain',
      comment: 'What the API does not tell, the page must not show.',
      severity: 'error',
      from: { path: '^src/page/' },
      to: { path: '^src/', pathNot: ['^src/(page|domain)/', '^src/http/api/.*schema\\.ts$'] },
    },
    {
      name: 'nothing-imports-the-page',
      comment: 'It is built for browsers, with their types.',
      severity: 'error',
      from: { path: '^(src|scripts|migrations)/', pathNot: '^src/page/' },
      to: { path: '^src/page/' },
    },
    {
      name: 'migrations-belong-to-the-store',
      comment: 'Only the store may know its tables.',
      severity: 'error',
      from: { path: '^(src|scripts)/', pathNot: '^src/store/' },
      to: { path: '^migrations/' },
    },
    {
      name: 'configuration-reads-files-and-asks-the-model',
      comment: 'Settings and model are read from disk in one place; the model itself sees text only.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: '^src/(config|domain|model|observe)/|^src/(zabbix-)?ports\\.ts$' },
    },
    {
      name: 'app-does-not-know-the-command-line',
      comment: 'The daemon must start in a test without a process.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|main\\.ts$)' },
      to: { path: '^src/(cli/|main\\.ts$)' },
    },
    {
      name: 'commands-go-through-app-and-twin',
      comment: 'A command parses and prints; what it starts is composed in app/.',
      severity: 'error',
      from: { path: '^src/(cli/|main\\.ts$)' },
      to: {
        path: '^src/',
        pathNot:
          '^src/((cli|app|twin|config|model|model-test|report|import|export|calibrate|domain)/|(zabbix-)?ports\\.ts$)',
      },
    },
    {
      name: 'the-core-touches-no-world',
      comment: 'Values in, values out: no files, no network, no process in the core.',
      severity: 'error',
      from: { path: `^src/((${core})/|evaluate\\.ts$|(zabbix-)?ports\\.ts$)` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-core-uses-its-own-packages-only',
      comment:
        'model reads YAML and checks it, graph walks graphs, words joins messages, domain takes patterns of people; the rest of the core needs nothing.',
      severity: 'error',
      from: { path: `^src/((${core})/|evaluate\\.ts$|(zabbix-)?ports\\.ts$)` },
      to: {
        path: '(^|/)node_modules/',
        pathNot: '(^|/)node_modules/(re2js|yaml|zod|graphology[a-z-]*|intl-messageformat|@formatjs)/',
      },
    },
    home('zod-lives-in-schemas', 'zod', '/schema\\.ts$|^src/zabbix/client\\.ts$'),
    home(
      'yaml-lives-where-files-are-read-or-written',
      'yaml',
      '^src/(model|config)/|^src/zabbix/provision/template\\.ts$|^scripts/',
    ),
    home('graphology-lives-in-graph', 'graphology[a-z-]*', '^src/graph/|^scripts/benchmark/'),
    home('messages-live-in-words', 'intl-messageformat|@formatjs', '^src/(words|page)/'),
    home('re2js-lives-in-one-file', 're2js', '^src/domain/linear-regex\\.ts$'),
    home('what-draws-lives-in-the-page', 'preact|cytoscape', '^src/page/'),
    home('esbuild-builds-the-page', 'esbuild', '^scripts/build-page\\.ts$'),
    home('axios-lives-in-the-zabbix-client', 'axios', '^src/zabbix/client\\.ts$'),
    home('dagre-lays-out-maps', '@dagrejs/dagre', '^src/zabbix/provision/map-layout\\.ts$'),
    home('fastify-lives-in-http', 'fastify|@fastify|fastify-type-provider-zod', '^src/http/'),
    home('prom-client-lives-in-the-metrics', 'prom-client', '^src/http/metrics\\.ts$'),
    home('kysely-lives-in-the-store', 'kysely', '^src/store/|^migrations/'),
    home(
      'better-sqlite3-lives-in-one-file',
      'better-sqlite3|@types/better-sqlite3',
      '^src/store/sqlite\\.ts$|^scripts/faults/ledger\\.ts$',
    ),
    home('pg-lives-in-one-file', 'pg|@types/pg', '^src/store/postgres\\.ts$|^scripts/(benchmark|faults/|lib/)'),
    home('node-cron-lives-in-the-schedule', 'node-cron', '^src/app/schedule\\.ts$'),
    home('pino-lives-in-the-log', 'pino', '^src/app/log\\.ts$'),
    home('commander-lives-in-the-command-line', 'commander', '^src/cli/'),
    home('tables-and-colours-live-in-the-command-line', 'cli-table3|picocolors', '^src/cli/|^scripts/'),
    {
      name: 'no-cycles',
      comment: 'Files that need each other cannot be read, tested or moved one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere fails at the user.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'programs-do-not-import-tests',
      comment: 'What is shipped cannot lean on what is not.',
      severity: 'error',
      from: { path: '^(src|scripts|migrations)/' },
      to: { path: '^test/' },
    },
    {
      name: 'programs-use-no-development-packages',
      comment: 'They are not installed where Linchpin runs.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
