import { duplicates } from './duplicates.ts'
import type { CatalogueProblem } from './problem.ts'
import { refusalReasons } from './refusal-reasons.ts'
import { rightKinds } from './request-kinds.ts'
import type { Catalogue } from './schema.ts'

/** Every right that can be asked for stands in the catalogue once. */
export const checkRequests = ({ requests = [] }: Catalogue): CatalogueProblem[] =>
  eachOnce('requests.yaml', rightKinds, requests, 'the right is missing')

/** Every reason for which the bank may refuse stands in the catalogue once. */
export const checkRefusals = ({ refusals = [] }: Catalogue): CatalogueProblem[] =>
  eachOnce('refusals.yaml', refusalReasons, refusals, 'the reason is missing')

function eachOnce(
  file: string,
  known: readonly string[],
  listed: readonly { id: string }[],
  what: string,
): CatalogueProblem[] {
  const ids = listed.map(({ id }) => id)
  return [
    ...known.filter((id) => !ids.includes(id)).map((key) => ({ file, key, what })),
    ...duplicates(ids).map((key) => ({ file, key, what: 'stands more than once' })),
  ]
}
