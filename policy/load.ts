import path from 'node:path'
import { describeIssue } from './describe-issue.ts'
import { CatalogueError } from './problem.ts'
import { readCatalogueFiles } from './read.ts'
import { checkReferences } from './references.ts'
import { type Catalogue, catalogueShape } from './schema.ts'

declare global {
  var arqauCatalogue: Catalogue | undefined
}

/**
 * The catalogue in force: read once a process from `catalogue/` beside the program, or from CATALOGUE_DIR.
 * @throws CatalogueError when it cannot be used
 */
export function catalogue(): Catalogue {
  globalThis.arqauCatalogue ??= loadCatalogue(catalogueFolder())
  return globalThis.arqauCatalogue
}

/** The folder of the catalogue in force. */
export const catalogueFolder = (): string =>
  process.env.CATALOGUE_DIR ?? path.join(/* turbopackIgnore: true */ process.cwd(), 'catalogue')

/**
 * Reads and validates the catalogue in a folder: the shape of every file, every text in every language, then all
 * references between files.
 * @throws CatalogueError listing every problem found
 */
export function loadCatalogue(folder: string): Catalogue {
  const { data, problems } = readCatalogueFiles(folder)
  const parsed = catalogueShape.safeParse(data)
  if (!parsed.success) {
    const read = parsed.error.issues.filter((issue) => String(issue.path[0]) in data)
    throw new CatalogueError([...problems, ...read.flatMap((issue) => describeIssue(issue, data))])
  }
  problems.push(...checkReferences(parsed.data))
  if (problems.length > 0) throw new CatalogueError(problems)
  return parsed.data
}
