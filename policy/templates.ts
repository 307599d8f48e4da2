import { z } from 'zod'
import { describeIssue } from './describe-issue.ts'
import { duplicates } from './duplicates.ts'
import { catalogueFolder } from './load.ts'
import { locales } from './locale.ts'
import { CatalogueError, type CatalogueProblem } from './problem.ts'
import { readYaml } from './read.ts'
import { id, text } from './shapes.ts'
import { unfinished } from './unfinished.ts'

// Templates with which the desk may begin an answer. They are not part of the policy and are not published with it.

const file = 'templates.yaml'
const template = z.strictObject({
  id,
  /** The name the desk reads. */
  title: text,
  /** The text of the answer; `{reference}` is replaced by the complaint's number. */
  text,
})
export type Template = z.infer<typeof template>
const shape = z.object({ templates: z.array(template).min(1) })

/** The placeholders a template may have. */
const known = ['{reference}']

declare global {
  var arqauTemplates: Template[] | undefined
}

/**
 * The answer templates in force, read once for a process from the catalogue's folder.
 * @throws CatalogueError when they cannot be used
 */
export function templates(): Template[] {
  globalThis.arqauTemplates ??= loadTemplates(catalogueFolder())
  return globalThis.arqauTemplates
}

/**
 * Reads and validates `templates.yaml`: every text in every language, with the same placeholders in each.
 * @throws CatalogueError listing every problem found
 */
export function loadTemplates(folder: string): Template[] {
  const problems: CatalogueProblem[] = []
  const data = { templates: readYaml(folder, file, problems) }
  if (problems.length > 0) throw new CatalogueError(problems)
  const parsed = shape.safeParse(data)
  if (!parsed.success)
    throw new CatalogueError(parsed.error.issues.flatMap((issue) => describeIssue(issue, data)))
  const found = parsed.data.templates
  problems.push(...found.flatMap(checkPlaceholders), ...found.flatMap(checkBrackets), ...checkUnique(found))
  if (problems.length > 0) throw new CatalogueError(problems)
  return found
}

const checkUnique = (list: Template[]): CatalogueProblem[] =>
  duplicates(list.map((one) => one.id)).map((id) => ({
    file,
    key: '-',
    what: `"${id}" stands more than once`,
  }))

function checkPlaceholders({ id, text: said }: Template): CatalogueProblem[] {
  const used = new Map(locales.map((locale) => [locale, new Set(said[locale].match(/\{[^}]*\}/g) ?? [])]))
  const everywhere = [...used.values()].reduce((all, one) => all.union(one), new Set<string>())
  return [...everywhere].flatMap((placeholder) =>
    known.includes(placeholder)
      ? locales
          .filter((locale) => !used.get(locale)?.has(placeholder))
          .map((locale) => ({ file, key: `${id}.text.${locale}`, what: `lacks ${placeholder}` }))
      : [{ file, key: `${id}.text`, what: `nothing fills ${placeholder}` }],
  )
}

/** What a template leaves to the writer has to be what {@link unfinished} finds, or it could go out as it stands. */
const checkBrackets = ({ id, text: said }: Template): CatalogueProblem[] =>
  locales.flatMap((locale) =>
    (said[locale].match(/\[[^\]]*\]/g) ?? [])
      .filter((one) => unfinished(one).length === 0)
      .map((one) => ({
        file,
        key: `${id}.text.${locale}`,
        what: `${one} has a figure and would count as filled in`,
      })),
  )
