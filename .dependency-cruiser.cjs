/** Who may import whom: docs/architecture.md says it in words. */
const only = (name, from, to, options = {}) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: [String.raw`\.test\.ts$`, ...(options.except ?? [])] },
  to: {
    path: String.raw`^(app|api|bench|catalogue|components|db|domain|e2e|i18n|jobs|scripts|config\.ts|server\.ts|services\.ts)`,
    pathNot: to,
  },
})

module.exports = {
  forbidden: [
    only('app', '^app/', [
      '^app/',
      '^components/',
      '^api/',
      '^domain/',
      '^i18n/',
      String.raw`^(config|services)\.ts$`,
      String.raw`^jobs/context\.ts$`,
    ]),
    only('components', '^components/', [
      '^components/',
      String.raw`^domain/[^/]+/(staff-)?schema\.ts$`,
      '^i18n/',
      '^api/(client|errors|portal)',
      String.raw`^catalogue/locale\.ts$`,
    ]),
    only(
      'api',
      '^api/',
      [
        '^api/',
        '^domain/',
        '^i18n/',
        String.raw`^catalogue/locale\.ts$`,
        String.raw`^(config|services)\.ts$`,
        String.raw`^jobs/state-service-client\.ts$`,
      ],
      { except: ['^api/testing/'] },
    ),
    only('i18n', '^i18n/', [
      '^i18n/',
      String.raw`^domain/[^/]+/(staff-)?schema\.ts$`,
      String.raw`^catalogue/locale\.ts$`,
      String.raw`^config\.ts$`,
    ]),
    only(
      'domain',
      '^domain/',
      ['^domain/', '^db/(binary-array|client|insertion|schema|statement|transaction|wake)', '^catalogue/'],
      {
        except: ['^domain/testing/'],
      },
    ),
    only('jobs', '^jobs/', [
      '^jobs/',
      '^domain/',
      '^i18n/',
      String.raw`^api/log\.ts$`,
      String.raw`^(config|services)\.ts$`,
    ]),
    only('db', '^db/', ['^db/'], { except: ['^db/demo/'] }),
    only('demo', '^db/demo/', ['^db/', '^domain/', '^catalogue/']),
    only('catalogue', '^catalogue/', ['^catalogue/']),
    only('config', String.raw`^config\.ts$`, []),
    only('services', String.raw`^services\.ts$`, [
      String.raw`^config\.ts$`,
      String.raw`^db/client\.ts$`,
      String.raw`^domain/crypto\.ts$`,
    ]),
    {
      name: 'transactions-begin-in-one-place',
      comment: 'a transaction takes its role as it begins, and only domain/transaction.ts begins one',
      severity: 'error',
      from: { pathNot: String.raw`^(domain/transaction\.ts$|db/)` },
      to: { path: String.raw`^db/transaction\.ts$` },
    },
    {
      name: 'domain-knows-no-transport',
      comment: 'domain never sees Next, React or oRPC',
      severity: 'error',
      from: { path: '^(domain|db|catalogue|jobs)/' },
      to: { path: 'node_modules/(next|next-auth|next-intl|react|react-dom|@orpc|@tanstack)/' },
    },
    {
      name: 'browser-files-are-light',
      comment: 'what may run in the browser takes only types from the rules',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(domain|api/(errors|portal))', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(bun|cloudflare)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: `^(.next|.data|node_modules/(?!next|react|@orpc|@tanstack)|bench/peers)` },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
}
