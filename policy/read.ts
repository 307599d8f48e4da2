import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import type { CatalogueProblem } from './problem.ts'
import { files } from './schema.ts'

/** The content of the catalogue's files, not yet validated. */
export type Raw = { data: Record<string, unknown>; problems: CatalogueProblem[] }

const categoriesFolder = 'categories'

/**
 * Reads every file of the catalogue: `<name>.yaml` for each name in {@link files}, and one file for each category in
 * `categories/`. A file that is missing or is not YAML becomes a problem and is left out of `data`.
 */
export function readCatalogueFiles(folder: string): Raw {
  const problems: CatalogueProblem[] = []
  const data: Record<string, unknown> = {}
  for (const name of Object.keys(files)) {
    const value =
      name === categoriesFolder
        ? readCategories(folder, problems)
        : readYaml(folder, `${name}.yaml`, problems)
    if (value !== undefined) data[name] = value
  }
  return { data, problems }
}

function readCategories(folder: string, problems: CatalogueProblem[]): unknown[] | undefined {
  const inside = path.join(folder, categoriesFolder)
  if (!existsSync(inside)) {
    problems.push({ file: categoriesFolder, key: '-', what: 'the folder is missing' })
    return undefined
  }
  return readdirSync(inside)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const file = `${categoriesFolder}/${name}`
      const category = readYaml(folder, file, problems)
      const id = textAt(category, 'id')
      if (id !== undefined && `${id}.yaml` !== name) {
        problems.push({ file, key: 'id', what: `is "${id}", which belongs into ${id}.yaml` })
      }
      return category
    })
    .filter((category) => category !== undefined)
    .toSorted((one, other) => (textAt(one, 'code') ?? '').localeCompare(textAt(other, 'code') ?? ''))
}

/** The content of a file in the folder. A failure to read it is added to `problems`. */
export function readYaml(folder: string, file: string, problems: CatalogueProblem[]): unknown {
  const place = path.join(folder, file)
  if (!existsSync(place)) {
    problems.push({ file, key: '-', what: 'the file is missing' })
    return undefined
  }
  const document = parseDocument(readFileSync(place, 'utf8'))
  for (const error of document.errors) {
    const line = error.linePos?.[0].line ?? 1
    problems.push({ file, key: `line ${line}`, what: error.message.split('\n')[0] ?? error.code })
  }
  return document.errors.length > 0 ? undefined : document.toJS()
}

/** The string under a key of an unknown value, if there is one. */
export function textAt(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' ? found : undefined
}
