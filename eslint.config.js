import tseslint from 'typescript-eslint'

/** What nothing but the kernel's gateways may ask of the machine (docs/architecture.md). */
const MACHINE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the clock.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Ask chance.',
  },
  { selector: 'CallExpression[callee.name=/^(randomUUID|randomBytes|randomInt)$/]', message: 'Ask chance.' },
]

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.data/', '.cache/', 'src/web/assets/', 'eslint.config.js'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-misused-spread': 'off', // we spread strings for their code points, on purpose
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A route is registered, a reply is sent, a test is declared: none of them is to be waited for.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe'] },
          ],
          allowForKnownSafePromises: [
            { from: 'package', package: 'fastify', name: ['FastifyInstance', 'FastifyReply'] },
          ],
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...MACHINE],
    },
  },
  { files: ['src/kernel/system-*.gateway.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
)
