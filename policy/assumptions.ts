import { allFields, findBasis, findPurpose } from './find.ts'
import type { Catalogue, Clock, locales, Text } from './schema.ts'

/** A value on which the bank's policy is silent, and which we have put in. */
export type Assumption = {
  where:
    | 'retention'
    | 'purpose'
    | 'use'
    | 'recipient'
    | 'consent'
    | 'clock'
    | 'calendar'
    | 'operator'
    | 'minor'
    | 'escalation'
    | 'country'
  title: Text
  value: Text
}

/** Every value of the catalogue that the policy does not give, in the catalogue's order. */
export function assumptions(catalogue: Catalogue): Assumption[] {
  const { consents, recipients, duties } = catalogue
  return [
    ...ofOperator(catalogue),
    ...assumed(catalogue.purposes).map((one) =>
      item('purpose', one.title, findBasis(catalogue, one.basis).title),
    ),
    ...ofUses(catalogue),
    ...assumed(catalogue.retentions).map((one) => item('retention', one.title, one.clause)),
    ...assumed(consents.consents).map((one) => item('consent', one.title, one.allows)),
    ...assumed(recipients.recipients).map((one) => item('recipient', one.name, one.receives)),
    ...assumed(recipients.countries).map((one) =>
      item('country', one.name, one.adequate ? adequate : notAdequate),
    ),
    ...assumed(catalogue.clocks).map((one) =>
      item('clock', one.title, join([duration(one), one.source], '; ')),
    ),
    ...assumed([catalogue.calendar]).map((one) => item('calendar', calendarTitle, one.source)),
    ...assumed(duties.minors).map((one) => item('minor', minorsTitle, one.text)),
    ...assumed(duties.escalation).map((one) => item('escalation', one.title, one.text)),
  ]
}

function ofOperator({ operator }: Catalogue): Assumption[] {
  const { bin, responsible } = operator
  return [
    ...assumed([bin]).map(({ value }) => item('operator', binTitle, same(value))),
    ...assumed([responsible]).map(({ title, email }) => item('operator', title, same(email))),
  ]
}

/** One assumption for each field: its assumed purposes, each with its legal basis. */
function ofUses(catalogue: Catalogue): Assumption[] {
  return allFields(catalogue).flatMap((field) => {
    const uses = assumed(field.uses).map((use) =>
      join([findPurpose(catalogue, use.purpose).title, findBasis(catalogue, use.basis).title], ': '),
    )
    return uses.length === 0 ? [] : [item('use', field.title, join(uses, '; '))]
  })
}

function assumed<One extends { assumption?: true | undefined }>(list: readonly One[]): One[] {
  return list.filter((one) => one.assumption)
}

function item(where: Assumption['where'], title: Text, value: Text): Assumption {
  return { where, title, value }
}

function inEach(write: (locale: (typeof locales)[number]) => string): Text {
  return { kk: write('kk'), ru: write('ru'), en: write('en') }
}

function same(words: string): Text {
  return inEach(() => words)
}

function join(texts: readonly Text[], between: string): Text {
  return inEach((locale) => texts.map((one) => one[locale]).join(between))
}

/** A clock's length in words: «15 жұмыс күні», «15 рабочих дней», "15 working days". */
function duration({ amount, unit }: Clock): Text {
  const forms = units[unit]
  return inEach((locale) => {
    const form = new Intl.PluralRules(locale).select(amount)
    return `${amount}\u00a0${forms[locale][form] ?? forms[locale].other}`
  })
}

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

const units: Record<Clock['unit'], Record<keyof Text, Forms>> = {
  'calendar-days': {
    kk: { other: 'күнтізбелік күн' },
    ru: { one: 'календарный день', few: 'календарных дня', other: 'календарных дней' },
    en: { one: 'calendar day', other: 'calendar days' },
  },
  'working-days': {
    kk: { other: 'жұмыс күні' },
    ru: { one: 'рабочий день', few: 'рабочих дня', other: 'рабочих дней' },
    en: { one: 'working day', other: 'working days' },
  },
}

const binTitle: Text = {
  kk: 'Бизнес-сәйкес\u00adтендіру нөмірі (БСН)',
  ru: 'Бизнес-идентификационный номер (БИН)',
  en: 'Business identification number (BIN)',
}
const calendarTitle: Text = {
  kk: 'Жұмыс күндерінің күнтізбесі',
  ru: 'Календарь рабочих дней',
  en: 'Calendar of working days',
}
const minorsTitle: Text = {
  kk: 'Кәмелетке толмағандар',
  ru: 'Несовершеннолетние',
  en: 'Minors',
}
const adequate: Text = {
  kk: 'дербес деректерді қорғайтын ел деп есептелді',
  ru: 'принято, что страна обеспечивает защиту персональных данных',
  en: 'taken to protect personal data',
}
const notAdequate: Text = {
  kk: 'дербес деректерді қорғауы расталмаған ел деп есептелді',
  ru: 'принято, что защита персональных данных не подтверждена',
  en: 'taken as not confirmed to protect personal data',
}
