/** Who may import whom: docs/architecture.md says it in words. Tests and what tests stand on may import anything. */
const rooms =
  '^(app|api|bench|clients|components|db|demo|domain|e2e|gateways|i18n|jobs|policy|scripts|testing)/|^(config(-files|-rules)?|log(-everything)?|server|services)\\.ts$'
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: [String.raw`\.test\.ts$`] },
  to: { path: rooms, pathNot: to },
})
const file = (...names) => String.raw`^(${names.join('|')})\.ts$`
/** What of the rules the browser and the sentences may know: the shapes of inputs and views. */
const shapes = String.raw`^domain/([^/]+/((content|oversight)-)?schema|actions)\.ts$`

/** A room imports only rooms after it, so that no two import each other and no circle of rooms can begin. */
const order = {
  components: [
    ...[
      'overview',
      'copies',
      'looks',
      'contacts',
      'measures',
      'restrictions',
      'holdings',
      'desk',
      'requests',
      'account',
      'activity',
      'automated-decisions',
      'complaints',
      'cases',
      'consents',
      'developers',
    ],
    ...['policies', 'recipients', 'sprays', 'systems', 'shell', 'ui'],
  ],
  domain: [
    ...[
      'task-records',
      'imports',
      'copies',
      'deletions',
      'task-answers',
      'holdings',
      'overview',
      'sessions',
      'restrictions',
      'measures',
      'contacts',
      'looks',
      'desk',
      'automated-decisions',
      'requests',
      'tasks',
      'deletion-plans',
      'complaints',
      'cases',
      'events',
      'recipients',
    ],
    ...[
      'state-service',
      'consents',
      'messages',
      'activity',
      'keys',
      'customers',
      'staff',
      'systems',
      'policies',
    ],
  ],
}
const inOrder = Object.entries(order).flatMap(([parent, rooms]) => {
  const inside = (...names) => `^${parent}/(${names.join('|')})/`
  const anyRoom = `^${parent}/[^/]+/`
  const rule = (name, from, to) => ({ name, severity: 'error', from, to: { path: anyRoom, ...to } })
  const pathNot = [String.raw`\.test\.ts$`]
  return [
    rule(`${parent}-room-is-in-the-order`, { path: anyRoom, pathNot: inside(...rooms) }, {}),
    rule(`${parent}-imports-none-of-its-rooms`, { path: `^${parent}/[^/]+$`, pathNot }, {}),
    ...rooms.map((room, at) =>
      rule(`${parent}-in-order`, { path: inside(room), pathNot }, { pathNot: inside(...rooms.slice(at)) }),
    ),
  ]
})

module.exports = {
  forbidden: [
    ...inOrder,
    only('config', file('config(-files|-rules)?'), [file('config-files', 'config-rules')]),
    only('log', file('log(-everything)?'), [file('log')]),
    only('policy', '^policy/', ['^policy/']),
    // The languages and the legal bases are the catalogue's, and columns hold them.
    only('db', '^db/', [
      '^db/',
      file('policy/(automated-outcomes|bases|clock-ids|locale|refusal-reasons|request-kinds)'),
    ]),
    only('domain', '^domain/', [
      '^domain/',
      String.raw`^db/(client|due|transaction|wake)\.ts$`,
      '^db/(fast|schema)/',
      '^policy/',
    ]),
    only('i18n', '^i18n/', ['^i18n/', shapes, file('policy/(days|locale|searchable)', 'config')]),
    only('gateways', '^gateways/', ['^gateways/', '^domain/', '^i18n/', file('config', 'networks')]),
    only('api', '^api/', [
      '^api/',
      '^domain/',
      '^gateways/',
      '^i18n/',
      file('policy/locale', 'config', 'services', 'log'),
    ]),
    only('jobs', '^jobs/', [
      '^jobs/',
      '^domain/',
      '^gateways/',
      '^i18n/',
      file('config', 'services', 'log', 'log-everything'),
    ]),
    only('components', '^components/', [
      '^components/',
      '^i18n/',
      shapes,
      '^api/(errors|portal/(client|router))',
      file('policy/locale'),
    ]),
    only('app', '^app/', [
      '^app/',
      '^api/',
      '^components/',
      '^domain/',
      '^i18n/',
      file('config', 'services', 'demo/data/system-keys'),
    ]),
    only('demo', '^demo/', [
      '^demo/',
      '^db/',
      '^domain/',
      '^i18n/',
      '^policy/',
      file('config', 'services', 'server', 'log', 'log-everything'),
    ]),
    only('clients', '^clients/', ['^clients/']),
    only('services', file('services'), [
      file('config', 'db/(client|prepare-server)', 'domain/(crypto|worker-context|keys/check-keys)'),
    ]),
    {
      name: 'the-fast-path-is-for-what-is-measured',
      comment: 'db/fast/README.md says which operations; everything else reads and changes in transactions',
      severity: 'error',
      from: {
        pathNot: [
          String.raw`\.test\.ts$`,
          '^(db|bench|testing)/',
          '^domain/imports/',
          String.raw`^domain/(customers/(plan-customers|move-phones|kept-identity)|keys/(rewrap-keys|rehash-customers)|holdings/plan-holdings|recipients/plan-disclosures|automated-decisions/plan-automated-decisions)\.ts$`,
          String.raw`^domain/consents/(check-consents|decision-basis|take-decision)\.ts$`,
          String.raw`^domain/(activity/activity-entries|copies/read-disclosures)\.ts$`,
          String.raw`^domain/(record|transaction|customers/find-by-reference|systems/(find-answer|resume-system))\.ts$`,
        ],
      },
      to: { path: '^db/fast/' },
    },
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
      from: { path: '^(domain|db|policy|gateways|jobs)/' },
      to: { path: 'node_modules/(next|next-auth|react|react-dom|@orpc|@tanstack)/' },
    },
    {
      name: 'browser-files-are-light',
      comment: 'what may run in the browser takes only types from the rules',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(domain|api/(errors|portal/router))', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-pages-know-no-actor',
      comment: 'a page drawn both for its customer and in a look takes the actions of one as props',
      severity: 'error',
      from: { path: '^app/shared-pages/' },
      to: { path: '^app/', pathNot: '^app/shared-pages/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
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
