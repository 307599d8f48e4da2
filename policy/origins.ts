import { deletionParts } from './deletion.ts'
import { allFields } from './find.ts'
import {
  adequate,
  binTitle,
  calendarTitle,
  deletionTitles,
  describeClock,
  describeTerm,
  goesOnWithout,
  inEach,
  joinTexts,
  notAdequate,
  regulatorContactsTitle,
  stopsWithout,
  textTitles,
  titles,
} from './origin-words.ts'
import type { CatalogueProblem } from './problem.ts'
import type { AppFunction, Catalogue, Text } from './schema.ts'

/** The kinds of items that can be invented, in the order of the list; each with the file it is in. */
export const originFiles = {
  text: 'policy.yaml',
  operator: 'operator.yaml',
  field: 'categories',
  use: 'categories',
  purpose: 'purposes.yaml',
  retention: 'retentions.yaml',
  consent: 'consents.yaml',
  'consent-group': 'consents.yaml',
  function: 'consents.yaml',
  unrefusable: 'consents.yaml',
  refusal: 'duties.yaml',
  'recipient-class': 'recipients.yaml',
  recipient: 'recipients.yaml',
  country: 'recipients.yaml',
  'automated-decision': 'automated-decisions.yaml',
  clock: 'clocks.yaml',
  request: 'requests.yaml',
  'refusal-reason': 'refusals.yaml',
  deletion: 'deletion.yaml',
  calendar: 'calendar.yaml',
  minor: 'duties.yaml',
  promise: 'duties.yaml',
  duty: 'duties.yaml',
  escalation: 'duties.yaml',
} as const
export type OriginPlace = keyof typeof originFiles

interface Marks {
  stated?: true | undefined
  assumption?: true | undefined
  departure?: true | undefined
}
export type Origin = keyof Marks

/** An item that can be invented, with what it says and the marks it has. */
export interface OriginItem {
  where: OriginPlace
  key: string
  title: Text
  value: Text
  marks: Origin[]
}

/** How many kinds of data the policy's own lists name; those with a higher number are read out of its text by us. */
export const listedFields = 36

/** Whether what an item says is ours: put in where the policy is silent, or other than it says. Null when it is neither. */
export const inventedAs = ({ assumption, departure }: Marks): 'assumption' | 'departure' | null =>
  departure ? 'departure' : assumption ? 'assumption' : null

/** Every item that can be invented, in the catalogue's order. */
export function originItems(catalogue: Catalogue): OriginItem[] {
  const { consents, recipients, duties, calendar } = catalogue
  const points = (where: OriginPlace, list: readonly ({ id: string; text: Text } & Marks)[]) =>
    list.map((one) => item(where, one.id, titles[where] ?? one.text, one.text, one))
  return [
    ...policyTexts(catalogue),
    ...operatorTexts(catalogue),
    ...fields(catalogue),
    ...uses(catalogue),
    ...catalogue.purposes.map((one) =>
      item('purpose', one.id, one.title, titleOf(catalogue.bases, one.basis), one),
    ),
    ...catalogue.retentions.map((one) => item('retention', one.id, one.title, one.clause, one)),
    ...consents.consents.map((one) =>
      item('consent', one.id, one.title, joinTexts([one.allows, describeTerm(one)], ' '), one),
    ),
    ...consents.groups.map((one) => item('consent-group', one.id, one.title, one.description, one)),
    ...consents.functions.map((one) => item('function', one.id, one.title, effectOf(catalogue, one), one)),
    ...consents.unrefusable.map((one) => item('unrefusable', one.id, one.title, one.reason, one)),
    ...points('refusal', duties.refusal),
    ...recipients.classes.map((one) => item('recipient-class', one.id, one.title, one.description, one)),
    ...recipients.recipients.map((one) => item('recipient', one.id, one.name, one.receives, one)),
    ...recipients.countries.map((one) =>
      item('country', one.code, one.name, one.adequate ? adequate : notAdequate, one),
    ),
    ...catalogue['automated-decisions'].map((one) =>
      item('automated-decision', one.id, one.title, joinTexts([one.decides, one.ground], ' '), one),
    ),
    ...catalogue.clocks.map((one) =>
      item('clock', one.id, one.title, joinTexts([describeClock(one), one.source], '; '), one),
    ),
    ...(catalogue.requests ?? []).map((one) =>
      item('request', one.id, one.title, joinTexts([one.happens, one.citation], ' '), one),
    ),
    ...(catalogue.refusals ?? []).map((one) => item('refusal-reason', one.id, one.title, one.citation, one)),
    ...deletionParts.flatMap((part) => {
      const said = catalogue.deletion?.[part]
      return said ? [item('deletion', part, deletionTitles[part], said.text, said)] : []
    }),
    item('calendar', 'calendar', calendarTitle, calendar.source, calendar),
    ...points('minor', duties.minors),
    ...points('promise', duties.promises),
    ...points('duty', duties.duties),
    ...duties.escalation.map((one) => item('escalation', one.id, one.title, one.text, one)),
  ]
}

/** Names each item that does not say where it comes from, or says it twice. */
export function checkOrigins(catalogue: Catalogue): CatalogueProblem[] {
  return originItems(catalogue)
    .filter(({ marks }) => marks.length !== 1)
    .map(({ where, key, marks }) => ({
      file: originFiles[where],
      key,
      what:
        marks.length === 0
          ? 'says neither that the policy states it nor that it is an assumption or a departure'
          : `is ${marks.join(' and ')} at once`,
    }))
}

function policyTexts({ policy }: Catalogue): OriginItem[] {
  const { origins, title, lede, jurisdiction, effective, ...texts } = policy
  const said = Object.entries(texts).flatMap(([key, text]) => (text ? [[key, text] as const] : []))
  return [['effective', inEach(() => effective)] as const, ...said].map(([key, text]) =>
    item('text', key, textTitles[key] ?? text, text, named(origins, key)),
  )
}

function operatorTexts({ operator }: Catalogue): OriginItem[] {
  const { bin, responsible, phones, regulatorContacts: contacts, origins } = operator
  const said = { address: operator.address, regulator: operator.regulator, site: inEach(() => operator.site) }
  return [
    item(
      'operator',
      'bin',
      binTitle,
      inEach(() => bin.value),
      bin,
    ),
    item(
      'operator',
      'responsible',
      responsible.title,
      inEach(() => responsible.email),
      responsible,
    ),
    ...phones.flatMap(({ hours, ...phone }) => [
      item(
        'operator',
        phone.id,
        phone.label,
        inEach(() => phone.number),
        phone,
      ),
      ...(hours ? [item('operator', `${phone.id}.hours`, phone.label, hours.text, hours)] : []),
    ]),
    ...(contacts
      ? [
          item(
            'operator',
            'regulatorContacts',
            regulatorContactsTitle,
            joinTexts(
              [contacts.address, ...[contacts.phone, contacts.site].map((one) => inEach(() => one))],
              ', ',
            ),
            contacts,
          ),
        ]
      : []),
    ...Object.entries(said).map(([key, text]) =>
      item('operator', key, textTitles[key] ?? text, text, named(origins, key)),
    ),
  ]
}

/** The kinds of data. Those of the policy's lists are stated by their number. */
const fields = (catalogue: Catalogue): OriginItem[] =>
  allFields(catalogue).map((one) =>
    item('field', one.id, one.title, one.whenEmpty, {
      ...one,
      stated: one.stated ?? (one.number <= listedFields ? true : undefined),
    }),
  )

/** For each field and mark one item: the purposes that are not the policy's, each with its legal basis. */
function uses(catalogue: Catalogue): OriginItem[] {
  return allFields(catalogue).flatMap((field) =>
    (['assumption', 'departure'] as const).flatMap((mark): OriginItem[] => {
      const said = field.uses
        .filter((use) => inventedAs(use) === mark)
        .map(({ purpose, basis }) =>
          joinTexts([titleOf(catalogue.purposes, purpose), titleOf(catalogue.bases, basis)], ': '),
        )
      return said.length === 0
        ? []
        : [{ where: 'use', key: field.id, title: field.title, value: joinTexts(said, '; '), marks: [mark] }]
    }),
  )
}

/** A title by its id; the id where there is none, which another rule of the catalogue reports. */
const titleOf = (list: readonly { id: string; title: Text }[], id: string): Text =>
  list.find((one) => one.id === id)?.title ?? inEach(() => id)

/** What a function of the app has to do with consents: which stop it, or which leave it as it is. */
function effectOf(catalogue: Catalogue, { needs, unaffectedBy }: AppFunction): Text {
  const titlesOf = (ids: readonly string[]) =>
    joinTexts(
      ids.map((id) => titleOf(catalogue.consents.consents, id)),
      ', ',
    )
  const said = [
    ...(needs.length > 0 ? [joinTexts([stopsWithout, titlesOf(needs)], ' ')] : []),
    ...(unaffectedBy.length > 0 ? [joinTexts([goesOnWithout, titlesOf(unaffectedBy)], ' ')] : []),
  ]
  return joinTexts(said, '; ')
}

const named = (origins: Partial<Record<string, Origin>> | undefined, key: string): Marks => ({
  stated: origins?.[key] === 'stated' ? true : undefined,
  assumption: origins?.[key] === 'assumption' ? true : undefined,
  departure: origins?.[key] === 'departure' ? true : undefined,
})

function item(where: OriginPlace, key: string, title: Text, value: Text, marks: Marks): OriginItem {
  const set = (['stated', 'assumption', 'departure'] as const).filter((mark) => marks[mark])
  return { where, key, title, value, marks: set }
}
