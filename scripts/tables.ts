import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'

interface Table {
  name: string
  /** The docstring of its declaration. */
  holds: string
  owned: boolean
  columns: { name: string; type: string; keys: string[] }[]
  /** The tables it refers to by a foreign key. */
  refersTo: string[]
}
/** The tables of one file of `db/schema`. */
interface Subject {
  name: string
  tables: Table[]
}

/** The text of `docs/tables.md`: every table of `db/schema`, by subject, with its columns and what it refers to. */
export async function tablesDocument(): Promise<string> {
  const subjects = await readSubjects()
  return [
    '# Tables',
    '',
    '`npm run docs` writes this from `db/schema`, one subject a file; a test fails when the two differ. The rows of a table',
    'marked ◆ each belong to one customer, named by `customer_id`; arrows to `customers` are left out. Who may do what with a',
    'table is decided by grants and row-level policies.',
    '',
    '| subject | tables |',
    '| --- | --- |',
    ...subjects.map(line),
    '',
    ...subjects.map(section),
  ].join('\n')
}

async function readSubjects(): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (const name of globSync('db/schema/*.ts')
    .map((file) => basename(file, '.ts'))
    .sort()) {
    const module: Record<string, unknown> = await import(`../db/schema/${name}.ts`)
    const source = readFileSync(`db/schema/${name}.ts`, 'utf8')
    const declared = (exported: string) => source.indexOf(`export const ${exported} = pgTable`)
    const tables = Object.entries(module)
      .sort(([one], [other]) => declared(one) - declared(other))
      .flatMap(([exported, table]) =>
        is(table, PgTable) ? [describe(table, docstringAt(source, declared(exported)))] : [],
      )
    if (tables.length > 0) subjects.push({ name, tables })
  }
  return subjects
}

function describe(table: PgTable, holds: string): Table {
  const { name, columns, foreignKeys, primaryKeys } = getTableConfig(table)
  const primary = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
  const links = foreignKeys.map((key) => key.reference())
  const foreign = new Set(links.flatMap((link) => link.columns.map((column) => column.name)))
  return {
    name,
    holds,
    owned: name === 'customers' || columns.some((column) => column.name === 'customer_id'),
    columns: columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().split(' ')[0] ?? '',
      keys: [
        ...(column.primary || primary.has(column.name) ? ['PK'] : []),
        ...(foreign.has(column.name) ? ['FK'] : []),
        ...(column.isUnique ? ['UK'] : []),
      ],
    })),
    refersTo: [...new Set(links.map((link) => getTableConfig(link.foreignTable).name))],
  }
}

/** The docstring that ends right before a place in the source, on one line; empty where there is none. */
function docstringAt(source: string, end: number): string {
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n$/.exec(source.slice(0, end))?.[1] ?? ''
  return comment.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim()
}

const mark = (table: Table) => (table.owned ? ' ◆' : '')

const line = ({ name, tables }: Subject) =>
  `| [${name}](#${name}) | ${tables.map((table) => `\`${table.name}\`${mark(table)}`).join(', ')} |`

function section({ name, tables }: Subject): string {
  return [
    `## ${name}`,
    '',
    ...tables.map((table) => `- \`${table.name}\`${mark(table)}: ${table.holds}`),
    '',
    '```mermaid',
    'erDiagram',
    ...tables.flatMap((table) => [
      `  ${table.name}["${table.name}${mark(table)}"] {`,
      ...table.columns.map(({ name, type, keys }) => `    ${type} ${name} ${keys.join(', ')}`.trimEnd()),
      '  }',
    ]),
    ...tables.flatMap((table) =>
      table.refersTo
        .filter((other) => other !== 'customers')
        .map((other) => `  ${table.name} }o--|| ${other} : ""`),
    ),
    '```',
    '',
  ].join('\n')
}
