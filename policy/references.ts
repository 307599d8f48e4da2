import { checkAutomatedDecisions } from './automated-decisions.ts'
import { duplicates } from './duplicates.ts'
import type { CatalogueProblem } from './problem.ts'
import { checkRules } from './rules.ts'
import type { Catalogue } from './schema.ts'

/**
 * Checks the references between the parts of a catalogue whose shape is right: ids are unique and known, and the rules
 * of {@link checkRules} hold. @returns no problems when all is well.
 */
export function checkReferences(catalogue: Catalogue): CatalogueProblem[] {
  return [
    ...checkUnique(catalogue),
    ...checkFields(catalogue),
    ...checkConsents(catalogue),
    ...checkRecipients(catalogue),
    ...checkAutomatedDecisions(catalogue),
    ...checkOperator(catalogue),
    ...checkRules(catalogue),
  ]
}

type Named = readonly { id: string }[]

/** A problem for each id that no element of the list has. */
function unknown(
  at: Omit<CatalogueProblem, 'what'>,
  kind: string,
  ids: readonly (string | undefined)[],
  list: Named,
): CatalogueProblem[] {
  return ids
    .filter((id) => id !== undefined && !list.some((one) => one.id === id))
    .map((id) => ({ ...at, what: `there is no ${kind} "${id}"` }))
}

function checkUnique(catalogue: Catalogue): CatalogueProblem[] {
  const { operator, consents, recipients, duties } = catalogue
  const lists: [file: string, key: string, ids: string[]][] = [
    ['operator.yaml', 'phones', ids(operator.phones)],
    ['sources.yaml', '-', ids(catalogue.sources)],
    ['bases.yaml', '-', ids(catalogue.bases)],
    ['purposes.yaml', '-', ids(catalogue.purposes)],
    ['retentions.yaml', '-', ids(catalogue.retentions)],
    ['categories', '-', ids(catalogue.categories)],
    ['categories', 'fields', catalogue.categories.flatMap((category) => ids(category.fields))],
    ['consents.yaml', 'groups', ids(consents.groups)],
    ['consents.yaml', 'consents', ids(consents.consents)],
    ['consents.yaml', 'functions', ids(consents.functions)],
    ['consents.yaml', 'unrefusable', ids(consents.unrefusable)],
    ['recipients.yaml', 'classes', ids(recipients.classes)],
    ['recipients.yaml', 'recipients', ids(recipients.recipients)],
    ['recipients.yaml', 'countries', recipients.countries.map((country) => country.code)],
    ['clocks.yaml', '-', ids(catalogue.clocks)],
    ['duties.yaml', 'promises', ids(duties.promises)],
    ['duties.yaml', 'duties', ids(duties.duties)],
    ['duties.yaml', 'minors', ids(duties.minors)],
    ['duties.yaml', 'refusal', ids(duties.refusal)],
    ['duties.yaml', 'escalation', ids(duties.escalation)],
    ['duties.yaml', 'rights', ids(duties.rights)],
  ]
  return lists.flatMap(([file, key, list]) =>
    duplicates(list).map((id) => ({ file, key, what: `"${id}" stands more than once` })),
  )
}

function ids(list: Named): string[] {
  return list.map((one) => one.id)
}

function checkFields(catalogue: Catalogue): CatalogueProblem[] {
  const { sources, purposes, retentions, consents, recipients } = catalogue
  return catalogue.categories.flatMap((category) =>
    category.fields.flatMap((field) => {
      const at = { file: `categories/${category.id}.yaml`, key: `fields.${field.id}` }
      const used = field.uses.map((use) => use.purpose)
      return [
        ...unknown(at, 'source', [field.source], sources),
        ...unknown(at, 'purpose', used, purposes),
        ...unknown(at, 'retention', [field.retention], retentions),
        ...unknown(at, 'recipient', field.recipients, recipients.recipients),
        ...unknown(at, 'consent', [field.consent], consents.consents),
        ...repeated(at, 'purpose', used),
        ...repeated(at, 'recipient', field.recipients),
      ]
    }),
  )
}

function repeated(
  at: Omit<CatalogueProblem, 'what'>,
  kind: string,
  ids: readonly string[],
): CatalogueProblem[] {
  return duplicates(ids).map((id) => ({ ...at, what: `names the ${kind} "${id}" more than once` }))
}

function checkConsents(catalogue: Catalogue): CatalogueProblem[] {
  const { groups, consents, functions, unrefusable } = catalogue.consents
  const file = 'consents.yaml'
  return [
    ...consents.flatMap((consent) => {
      const at = { file, key: `consents.${consent.id}` }
      return [
        ...unknown(at, 'consent group', [consent.group], groups),
        ...unknown(at, 'purpose', [consent.purpose], catalogue.purposes),
        ...unknown(at, 'field', consent.fields, allFields(catalogue)),
        ...unknown(at, 'recipient', consent.recipients, catalogue.recipients.recipients),
        ...repeated(at, 'field', consent.fields),
        ...repeated(at, 'recipient', consent.recipients),
      ]
    }),
    ...functions.flatMap((one) => [
      ...unknown({ file, key: `functions.${one.id}.needs` }, 'consent', one.needs, consents),
      ...unknown({ file, key: `functions.${one.id}.unaffectedBy` }, 'consent', one.unaffectedBy, consents),
    ]),
    ...unrefusable.flatMap((one) =>
      unknown({ file, key: `unrefusable.${one.id}` }, 'purpose', [one.purpose], catalogue.purposes),
    ),
  ]
}

function checkRecipients(catalogue: Catalogue): CatalogueProblem[] {
  const { classes, recipients, countries } = catalogue.recipients
  const known = countries.map((country) => ({ id: country.code }))
  return recipients.flatMap((recipient) => {
    const at = { file: 'recipients.yaml', key: `recipients.${recipient.id}` }
    return [
      ...unknown(at, 'recipient class', [recipient.class], classes),
      ...unknown(at, 'purpose', [recipient.purpose], catalogue.purposes),
      ...unknown(at, 'consent', [recipient.consent], catalogue.consents.consents),
      ...unknown(at, 'field', recipient.fields, allFields(catalogue)),
      ...unknown(at, 'country', recipient.countries, known),
      ...repeated(at, 'field', recipient.fields),
    ]
  })
}

function checkOperator({ operator }: Catalogue): CatalogueProblem[] {
  return unknown(
    { file: 'operator.yaml', key: 'urgentPhone' },
    'phone',
    [operator.urgentPhone],
    operator.phones,
  )
}

function allFields(catalogue: Catalogue): Named {
  return catalogue.categories.flatMap((category) => category.fields)
}
