import tseslint from 'typescript-eslint';

const core = [
  'domain',
  'model',
  'graph',
  'observe',
  'health',
  'derive',
  'incident',
  'publish',
  'words',
  'report',
  'recovery',
  'twin',
  'model-test',
  'import',
  'export',
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.config/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['test/tsconfig.json', 'src/page/tsconfig.json'],
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 350, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      // ESLint counts ?. and ?? as branches too, which reading does not.
      complexity: ['error', 22],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only (style 23).' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // The core is values in, values out: time is an argument, nothing touches the process (style 4).
    files: core.map((stage) => `src/${stage}/**/*.ts`).concat('src/evaluate.ts'),
    rules: {
      'no-restricted-globals': [
        'error',
        'Date',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'process',
        'fetch',
        'performance',
      ].map((rule) =>
        rule === 'error' ? rule : { name: rule, message: 'The core gets time and the world as arguments (style 4).' },
      ),
    },
  },
  {
    files: ['test/**/*.ts', '**/vitest.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
);
