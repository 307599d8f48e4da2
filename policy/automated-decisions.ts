import { duplicates } from './duplicates.ts'
import { allFields } from './find.ts'
import type { CatalogueProblem } from './problem.ts'
import type { AutomatedDecision, Catalogue } from './schema.ts'

const file = 'automated-decisions.yaml'

/**
 * Checks the kinds of automated decisions: ids are unique and known, every kind of data may serve the purpose, and the
 * ground is one on which the law allows a program to decide.
 */
export function checkAutomatedDecisions(catalogue: Catalogue): CatalogueProblem[] {
  const kinds = catalogue['automated-decisions']
  return [
    ...repeated(kinds.map((one) => one.id)).map((what) => ({ file, key: '-', what })),
    ...kinds.flatMap((one) =>
      [...listProblems(one), ...fieldProblems(catalogue, one), ...groundProblems(catalogue, one)].map(
        (what) => ({
          file,
          key: one.id,
          what,
        }),
      ),
    ),
  ]
}

const repeated = (ids: readonly string[]): string[] =>
  duplicates(ids).map((id) => `"${id}" stands more than once`)

const listProblems = ({ outcomes, factors }: AutomatedDecision): string[] => [
  ...repeated(outcomes.map((one) => one.outcome)),
  ...repeated(factors.map((one) => one.id)),
  ...factors.flatMap(({ id, fields }) =>
    duplicates(fields).map((field) => `${id} names the field "${field}" twice`),
  ),
]

function fieldProblems(catalogue: Catalogue, { purpose, factors }: AutomatedDecision): string[] {
  if (!catalogue.purposes.some((one) => one.id === purpose)) return [`there is no purpose "${purpose}"`]
  return [...fieldsOf(factors)].flatMap((id) => {
    const field = allFields(catalogue).find((one) => one.id === id)
    if (!field) return [`there is no field "${id}"`]
    const serves = field.uses.some((use) => use.purpose === purpose)
    return serves ? [] : [`weighs the field "${id}", which is not used for "${purpose}"`]
  })
}

/** Law 94-V, art. 19-1: a program may decide on rights by consent or where legislation provides for it; a contract is not enough. */
function groundProblems({ consents }: Catalogue, decision: AutomatedDecision): string[] {
  const { basis, consent: consentId, purpose, factors } = decision
  if (basis === 'contract')
    return ['rests on a contract, by which no program may decide (Law 94-V, art. 19-1)']
  if ((basis === 'consent') !== (consentId !== undefined))
    return [`has the basis ${basis} and ${consentId ? 'a' : 'no'} consent`]
  if (consentId === undefined) return []
  const consent = consents.consents.find((one) => one.id === consentId)
  if (!consent) return [`there is no consent "${consentId}"`]
  const uncovered = [...fieldsOf(factors)].filter((id) => !consent.fields.includes(id))
  return [
    ...(consent.purpose === purpose
      ? []
      : [`rests on the consent "${consentId}", which is for "${consent.purpose}"`]),
    ...uncovered.map((id) => `weighs the field "${id}", which the consent "${consentId}" does not name`),
  ]
}

const fieldsOf = (factors: AutomatedDecision['factors']): Set<string> =>
  new Set(factors.flatMap(({ fields }) => fields))
