import { clockIds } from './clock-ids.ts'
import { isWeekend } from './days.ts'
import { duplicates } from './duplicates.ts'
import { isMarketing } from './marketing.ts'
import { checkOrigins } from './origins.ts'
import type { CatalogueProblem } from './problem.ts'
import { checkRefusals, checkRequests } from './request-rules.ts'
import { type Catalogue, type Consent, type Field, homeCountry, locales } from './schema.ts'

/** How many kinds of data there are, those of the policy's lists first; each has one field with its number. */
const fieldCount = 43
const purposeCodes = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']

/** Checks the rules between the parts of a catalogue, beyond known ids. @returns no problems when all is well. */
export function checkRules(catalogue: Catalogue): CatalogueProblem[] {
  return [
    ...checkCodes(catalogue),
    ...checkPurposes(catalogue),
    ...checkRetentions(catalogue),
    ...checkFieldRules(catalogue),
    ...checkConsentRules(catalogue),
    ...checkFunctions(catalogue),
    ...checkRecipientRules(catalogue),
    ...checkClocks(catalogue),
    ...checkRequests(catalogue),
    ...checkRefusals(catalogue),
    ...checkDeletion(catalogue),
    ...checkCalendar(catalogue),
    ...checkOrigins(catalogue),
  ]
}

function checkCodes(catalogue: Catalogue): CatalogueProblem[] {
  const numbers = catalogue.categories.flatMap((category) => category.fields.map((field) => field.number))
  const lists: [file: string, key: string, codes: string[]][] = [
    ['categories', 'code', catalogue.categories.map((category) => category.code)],
    ['recipients.yaml', 'classes.code', catalogue.recipients.classes.map((one) => one.code)],
    [
      'consents.yaml',
      'consents.stateCode',
      catalogue.consents.consents.flatMap(({ stateCode }) => stateCode ?? []),
    ],
    ['categories', 'fields.number', numbers.map(String)],
  ]
  const missing = Array.from({ length: fieldCount }, (_, place) => place + 1).filter(
    (one) => !numbers.includes(one),
  )
  const unused = purposeCodes.filter((code) => !catalogue.purposes.some((purpose) => purpose.code === code))
  return [
    ...lists.flatMap(([file, key, codes]) =>
      duplicates(codes).map((code) => ({ file, key, what: `${code} stands more than once` })),
    ),
    ...missing.map((one) => ({
      file: 'categories',
      key: 'fields.number',
      what: `no field has the number ${one}`,
    })),
    ...unused.map((code) => ({
      file: 'purposes.yaml',
      key: 'code',
      what: `no purpose has the code ${code}`,
    })),
  ]
}

/** A purpose can be refused if and only if its legal basis is consent. */
function checkPurposes({ purposes }: Catalogue): CatalogueProblem[] {
  return purposes
    .filter((purpose) => purpose.refusable !== (purpose.basis === 'consent'))
    .map((purpose) => ({
      file: 'purposes.yaml',
      key: `${purpose.id}.refusable`,
      what: `is ${purpose.refusable}, but the basis is ${purpose.basis}`,
    }))
}

function checkRetentions({ retentions }: Catalogue): CatalogueProblem[] {
  return retentions
    .filter((one) => (one.period === undefined) !== (one.from === 'withdrawal' || one.from === 'replacement'))
    .map((one) => ({
      file: 'retentions.yaml',
      key: `${one.id}.period`,
      what: one.period
        ? `has no place where ${one.from} itself is the end`
        : `is missing, counted from ${one.from}`,
    }))
}

function checkFieldRules(catalogue: Catalogue): CatalogueProblem[] {
  return catalogue.categories.flatMap((category) =>
    category.fields.flatMap((field) => {
      const at = { file: `categories/${category.id}.yaml`, key: `fields.${field.id}` }
      const problems = fieldProblems(field, catalogue)
      return problems.map((what) => ({ ...at, what }))
    }),
  )
}

function fieldProblems(field: Field, { consents, recipients }: Catalogue): string[] {
  const covering = consents.consents.filter((consent) => consent.fields.includes(field.id))
  const given = recipients.recipients.filter((one) => one.direction !== 'in' && one.fields.includes(field.id))
  const problems: string[] = []
  if (field.neverReveal && field.mask === 'plain') problems.push('is never revealed, yet its mask is plain')
  if (field.consent && !covering.some((consent) => consent.id === field.consent)) {
    problems.push(`needs the consent "${field.consent}", which does not name it`)
  }
  for (const use of field.uses) {
    if (use.basis === 'consent' && !covering.some((consent) => consent.purpose === use.purpose)) {
      problems.push(`is used for "${use.purpose}" by consent, but no consent for that purpose names it`)
    }
  }
  const used = field.uses.map((use) => use.purpose)
  for (const one of [
    ...covering,
    ...recipients.recipients.filter((each) => each.fields.includes(field.id)),
  ]) {
    if (!used.includes(one.purpose))
      problems.push(`is named by "${one.id}" for "${one.purpose}", not among its uses`)
  }
  for (const one of given) {
    if (!field.recipients.includes(one.id))
      problems.push(`is given to "${one.id}", which is not among its recipients`)
  }
  for (const id of field.recipients) {
    if (!given.some((one) => one.id === id))
      problems.push(`names the recipient "${id}", which is not given it`)
  }
  return problems
}

function checkConsentRules(catalogue: Catalogue): CatalogueProblem[] {
  return catalogue.consents.consents.flatMap((consent) =>
    consentProblems(consent, catalogue).map((what) => ({
      file: 'consents.yaml',
      key: `consents.${consent.id}`,
      what,
    })),
  )
}

function consentProblems(consent: Consent, catalogue: Catalogue): string[] {
  const problems: string[] = []
  if (consent.lockedBy && isMarketing(catalogue, consent))
    problems.push('is for marketing, which no obligation can keep on')
  if (!consent.wouldAllow) problems.push('has no wouldAllow: what it allows, for while it is not in force')
  if (consent.lockedBy && !consent.lockReason) problems.push('is lockedBy an obligation without a lockReason')
  if (!consent.lockedBy && consent.lockReason) problems.push('has a lockReason without lockedBy')
  for (const locale of locales) {
    for (const placeholder of consent.lockReason ? ['{contract}', '{date}'] : []) {
      if (!consent.lockReason?.[locale].includes(placeholder)) {
        problems.push(`lockReason in ${locale} lacks ${placeholder}`)
      }
    }
  }
  if (!catalogue.consents.functions.some((one) => one.needs.includes(consent.id))) {
    problems.push('stops nothing when switched off: no function needs it')
  }
  return problems
}

function checkFunctions({ consents }: Catalogue): CatalogueProblem[] {
  return consents.functions.flatMap((one) => {
    const at = { file: 'consents.yaml', key: `functions.${one.id}` }
    const purposes = new Set(
      consents.consents.filter(({ id }) => one.needs.includes(id)).map(({ purpose }) => purpose),
    )
    return [
      ...one.needs
        .filter((id) => one.unaffectedBy.includes(id))
        .map((id) => ({ ...at, what: `needs "${id}" and is unaffectedBy it` })),
      // A permission given for one purpose may not serve another.
      ...(purposes.size > 1 ? [{ ...at, what: `needs consents for ${[...purposes].join(' and ')}` }] : []),
    ]
  })
}

function checkRecipientRules({ recipients, consents }: Catalogue): CatalogueProblem[] {
  return recipients.recipients.flatMap((recipient) => {
    const at = { file: 'recipients.yaml', key: `recipients.${recipient.id}` }
    const direction = recipients.classes.find((one) => one.id === recipient.class)?.direction ?? 'both'
    const consent = consents.consents.find((one) => one.id === recipient.consent)
    const problems: string[] = []
    if (recipient.countries.some((country) => country !== homeCountry) && !recipient.transferGround) {
      problems.push('is abroad without a transferGround')
    }
    if ((recipient.basis === 'consent') !== (recipient.consent !== undefined)) {
      problems.push(`has the basis ${recipient.basis} and ${recipient.consent ? 'a' : 'no'} consent`)
    }
    if (consent && !consent.recipients.includes(recipient.id)) {
      problems.push(`rests on the consent "${consent.id}", which does not name it`)
    }
    if (direction !== 'both' && direction !== recipient.direction) {
      problems.push(`has the direction ${recipient.direction}, its class ${direction}`)
    }
    return problems.map((what) => ({ ...at, what }))
  })
}

function checkClocks({ clocks }: Catalogue): CatalogueProblem[] {
  const known: readonly string[] = clockIds
  return [
    ...clockIds
      .filter((id) => !clocks.some((clock) => clock.id === id))
      .map((id) => ({ file: 'clocks.yaml', key: id, what: 'the clock is missing' })),
    ...clocks
      .filter((clock) => !known.includes(clock.id))
      .map((clock) => ({ file: 'clocks.yaml', key: clock.id, what: 'nothing uses a clock of this name' })),
    ...clocks
      .filter((clock) => !clock.starts)
      .map((clock) => ({ file: 'clocks.yaml', key: `${clock.id}.starts`, what: 'is missing' })),
  ]
}

/** The catalogue says how long backups keep what was erased. */
const checkDeletion = ({ deletion }: Catalogue): CatalogueProblem[] =>
  deletion ? [] : [{ file: 'deletion.yaml', key: '-', what: 'is missing' }]

function checkCalendar({ calendar }: Catalogue): CatalogueProblem[] {
  const file = 'calendar.yaml'
  const inOrder = calendar.years.every(
    (one, place) => place === 0 || (calendar.years[place - 1]?.year ?? 0) < one.year,
  )
  return [
    ...(inOrder ? [] : [{ file, key: 'years', what: 'the years do not stand in order, each once' }]),
    ...calendar.years.flatMap(({ year, off, worked }) => [
      ...wrongDays(year, off).map((day) => ({
        file,
        key: `years.${year}.off`,
        what: `${day} is no weekday of ${year}, or repeated`,
      })),
      ...worked
        .filter((day) => !day.startsWith(`${year}-`) || !isWeekend(day))
        .map((day) => ({ file, key: `years.${year}.worked`, what: `${day} is no weekend day of ${year}` })),
    ]),
  ]
}

function wrongDays(year: number, days: readonly string[]): string[] {
  const misplaced = days.filter((day) => !day.startsWith(`${year}-`) || isWeekend(day))
  return [...misplaced, ...duplicates(days)]
}
