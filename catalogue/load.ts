import path from 'node:path'
import type { z } from 'zod'
import { CatalogueError, type Problem } from './problem.ts'
import { readCatalogueFiles, textAt } from './read.ts'
import { checkReferences } from './references.ts'
import { type Catalogue, catalogue as shape } from './schema.ts'

declare global {
  var arqauCatalogue: Catalogue | undefined
}

/**
 * The catalogue in force: read once a process from `catalogue/` beside the program, or from CATALOGUE_DIR.
 * @throws CatalogueError when it cannot be used
 */
export function catalogue(): Catalogue {
  globalThis.arqauCatalogue ??= loadCatalogue(
    process.env.CATALOGUE_DIR ?? path.join(/* turbopackIgnore: true */ process.cwd(), 'catalogue'),
  )
  return globalThis.arqauCatalogue
}

/**
 * Reads and validates the catalogue in a folder: the shape of every file, every text in every language,
 * then everything that one file says about another.
 * @throws CatalogueError listing every problem found
 */
export function loadCatalogue(folder: string): Catalogue {
  const { data, problems } = readCatalogueFiles(folder)
  const parsed = shape.safeParse(data)
  if (!parsed.success) {
    const read = parsed.error.issues.filter((issue) => String(issue.path[0]) in data)
    throw new CatalogueError([...problems, ...read.flatMap((issue) => describe(issue, data))])
  }
  problems.push(...checkReferences(parsed.data))
  if (problems.length > 0) throw new CatalogueError(problems)
  return parsed.data
}

const languages: Record<string, string> = { kk: 'Kazakh', ru: 'Russian', en: 'English' }

/** A zod issue as problems: the file it stands in, list elements named by their ids, a missing language named. */
function describe(issue: z.core.$ZodIssue, data: Record<string, unknown>): Problem[] {
  const [name, ...keys] = issue.path.map(String)
  const steps: string[] = []
  let value: unknown = data[String(name)]
  let file = name === 'categories' ? name : `${name}.yaml`
  for (const [depth, key] of keys.entries()) {
    const inList = Array.isArray(value)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    const step = inList ? (textAt(value, 'id') ?? textAt(value, 'code') ?? key) : key
    if (name === 'categories' && depth === 0) file = `categories/${step}.yaml`
    else steps.push(step)
  }
  const language = languages[keys.at(-1) ?? '']
  const empty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  if (language && empty) {
    return [{ file, key: steps.slice(0, -1).join('.'), what: `no text in ${language} (${keys.at(-1)})` }]
  }
  return [{ file, key: steps.join('.') || '-', what: issue.message }]
}
