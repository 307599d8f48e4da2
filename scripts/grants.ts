import { globSync } from 'node:fs'
import { columnGrants, tableGrants } from '#db/grants.ts'
import { type Holder, holders, permissions } from '#domain/permissions.ts'
import { isVerb } from '#domain/verb.ts'

const roles = ['customer', 'support', 'staff', 'system', 'worker']

/** The text of `docs/grants.md`: who may call which verb, and what each database role may do with each table. */
export async function grantsDocument(): Promise<string> {
  const verbs = await verbsByPermission()
  const held: Record<string, readonly Holder[]> = holders
  const permitted = permissions.map((name) => [
    `\`${name}\``,
    [...(held[name] ?? [])].toSorted().join(', '),
    (verbs.get(name) ?? []).map((verb) => `\`${verb}\``).join(', '),
  ])
  const tables = Object.entries(tableGrants).map(([table, grants]) => [
    `\`${table}\``,
    ...roles.map((role) => grantsOf(table, role, grants[role])),
  ])
  return `# Who may do what

Written by \`npm run docs\` from \`domain/permissions.ts\`, the verbs and \`db/grants.ts\`.

## Permissions

A verb asks for its permission before it does anything else. A holder is a kind of actor; for staff with the role, for a
look (\`support\`) with the page it is on. A system holds a permission when its key carries it.

${table(['permission', 'held by', 'verbs'], permitted)}

## Tables

Each transaction takes the database role of its actor. Row-level policies narrow this further: the customer and the
support role see the rows of one customer. *Columns* are those that may be changed where the row as a whole may not.

${table(['table', ...roles], tables)}
`
}

async function verbsByPermission(): Promise<Map<string, string[]>> {
  const files = globSync('domain/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(`../${file}`)))
  const named = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      isVerb(value) ? [{ name, permission: value.permission }] : [],
    ),
  )
  const grouped = Map.groupBy(named, ({ permission }) => permission)
  return new Map(
    [...grouped].map(([permission, all]) => [permission, all.map(({ name }) => name).toSorted()]),
  )
}

function grantsOf(table: string, role: string, rows = ''): string {
  const columns = columnGrants[`${role} ${table}`]
  const whole = rows.toLowerCase().split(' ').filter(Boolean)
  return [...whole, ...(columns ? [`*${columns.split(' ').join(', ')}*`] : [])].join(', ')
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
