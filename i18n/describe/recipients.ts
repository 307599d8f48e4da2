import type { ExactRecipient, FormerRecipient, GroundView, RecipientView } from '#domain/recipients/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { countryName, isoDay, longDate, lowerFirst, nearDate, upperFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { nameOf } from './mentioned.ts'

/** A ground of a recipient as a sentence: a key of `row.ground` and its words. The consent in it is a link. */
export interface GroundWords {
  key: string
  /** What it is for, where the recipient has several grounds; otherwise null. */
  purpose: string | null
  consent: string | null
  title: string
  date: string
}

/** The row of a recipient in words. */
export interface RecipientWords {
  id: string
  name: string
  /** The class, unless the name says the same. */
  kind: string | null
  receives: boolean
  /** What it receives, or would receive under a condition. */
  sentence: string
  /** Every ground it has, its own first. */
  grounds: GroundWords[]
  /** The label about countries outside Kazakhstan; null when there is none. */
  abroad: string | null
  /** Why it receives nothing now; null when it does. */
  state: string | null
  /** Its countries, how many disclosures there were this year, and when the last was. */
  told: string
  facts: { term: string; lines: string[] }[]
  /** Null for one that the picture does not show. */
  pathLabel: string | null
  toldLabel: string | null
  /** The name of the link to a request about it. */
  askLabel: string
}

/** A recipient that is not in the policy any more, in words. */
export type FormerWords = Record<'id' | 'name' | 'told' | 'toldLabel', string>

export function describeFormer(locale: Locale, recipient: FormerRecipient, now: Date): FormerWords {
  const say = translator(locale, 'recipients')
  const name = nameOf(locale, recipient)
  const told = howOften(say, locale, recipient.disclosed, recipient.disclosed.last, now)
  return { id: recipient.id, name, told, toldLabel: say('row.show-told-of', { name }) }
}

/** @param drawn whether the flow picture shows the recipient. */
export function describeRecipient(
  locale: Locale,
  view: RecipientView,
  now: Date,
  drawn: boolean,
): RecipientWords {
  const say = translator(locale, 'recipients')
  const { id, name, state, receives } = view
  const conditional = state === 'off' || state === 'nothing-held' || state === 'would-give'
  const abroad = view.countries.filter((country) => country.abroad).map((country) => country.name)
  return {
    id,
    name,
    kind: view.class.title === name ? null : view.class.title,
    receives: state === 'receives',
    sentence: conditional ? say(`row.if.${state}`, { sentence: lowerFirst(receives) }) : receives,
    grounds: view.grounds.map((ground) => groundWords(say, locale, ground, view.grounds.length > 1)),
    abroad: abroad.length > 1 ? say('row.abroad') : (abroad[0] ?? null),
    state: stateWords(say, view),
    told: toldSentence(say, locale, view, now),
    facts: facts(say, locale, view),
    pathLabel: drawn ? say('row.show-path-of', { name }) : null,
    askLabel: say('row.ask-of', { name }),
    toldLabel: view.disclosed.last ? say('row.show-told-of', { name }) : null,
  }
}

function groundWords(
  say: Say<'recipients'>,
  locale: Locale,
  { basis, consent, purpose }: GroundView,
  isOneOfSeveral: boolean,
): GroundWords {
  const what = isOneOfSeveral ? say('row.ground.purpose', { purpose: purpose.title }) : null
  if (!consent) return { key: basis.id, purpose: what, consent: null, title: '', date: '' }
  const { id, title, state, since } = consent
  const date = since ? longDate(locale, since, state === 'on' ? 'since' : 'on') : ''
  return { key: state, purpose: what, consent: id, title, date }
}

/** Why it gets nothing: a consent that was in force and ended tells more than one that was never given. */
function stateWords(say: Say<'recipients'>, { state, grounds }: RecipientView): string | null {
  if (state === 'receives') return null
  if (state !== 'off') return say(`row.state.${state}`)
  const states = grounds.map(({ consent }) => consent?.state)
  const telling = (['withdrawn', 'expired'] as const).find((one) => states.includes(one)) ?? 'never'
  return say(`row.state.off-${telling}`)
}

function toldSentence(say: Say<'recipients'>, locale: Locale, view: RecipientView, now: Date): string {
  const { last } = view.disclosed
  const home = view.countries.every((country) => !country.abroad)
  const where = home ? `${view.countries.map((country) => country.name).join(', ')}. ` : ''
  const { state } = view
  const gives = state === 'gives-only' || state === 'would-give'
  if (!last) return where + say(gives ? `row.told.${state}` : 'row.told.never')
  return where + howOften(say, locale, view.disclosed, last, now)
}

function howOften(
  say: Say<'recipients'>,
  locale: Locale,
  { thisYear }: RecipientView['disclosed'],
  last: Date,
  now: Date,
): string {
  const [year, date] = [isoDay(now).slice(0, 4), nearDate(locale, last, now, 'on')]
  return say(thisYear > 0 ? 'row.told.this-year' : 'row.told.not-this-year', { year, count: thisYear, date })
}

function facts(say: Say<'recipients'>, locale: Locale, view: RecipientView): RecipientWords['facts'] {
  const { state, fields, grounds, countries, transferGround, lately } = view
  const titles = (chosen: RecipientView['fields']) => [listed(chosen.map((field) => field.title))]
  const data =
    state === 'gives-only' || state === 'would-give'
      ? [
          {
            term: say(state === 'gives-only' ? 'row.facts.given' : 'row.facts.would-give'),
            lines: titles(fields),
          },
        ]
      : [
          { term: say('row.facts.flows'), lines: titles(fields.filter((field) => field.flows)) },
          {
            term: say('row.facts.held'),
            lines: titles(fields.filter((field) => field.held && !field.flows)),
          },
          { term: say('row.facts.absent'), lines: titles(fields.filter((field) => !field.held)) },
        ]
  const abroad = countries.some((country) => country.abroad) ? countries : []
  return [
    { term: say('row.facts.class'), lines: [view.class.description] },
    { term: say('row.facts.lately'), lines: lately.map((to) => exactly(say, locale, to, true)) },
    ...data,
    { term: say('row.facts.basis'), lines: grounds.map((ground) => groundLine(say, ground)) },
    {
      term: say('row.facts.law'),
      lines: [...new Set(grounds.map((ground) => upperFirst(ground.citation ?? '')))],
    },
    { term: say('row.facts.countries'), lines: abroad.map((country) => countryLine(say, country)) },
    {
      term: say(state === 'off' ? 'row.facts.transfer-off' : 'row.facts.transfer'),
      lines: [transferGround ?? ''],
    },
    { term: say('row.facts.assumption'), lines: [view.assumption ? say('row.facts.assumption-text') : ''] },
  ]
    .map(({ term, lines }) => ({ term, lines: lines.filter(Boolean) }))
    .filter(({ lines }) => lines.length > 0)
}

function groundLine(say: Say<'recipients'>, { basis, consent, purpose }: GroundView): string {
  const ground = consent
    ? say(`row.facts.consent-${consent.state === 'on' ? 'on' : 'off'}`, { title: consent.title })
    : lowerFirst(basis.title)
  return `${purpose.title}: ${ground}`
}

function countryLine(
  say: Say<'recipients'>,
  { abroad, adequate, name }: RecipientView['countries'][number],
): string {
  const kind = abroad ? (adequate ? 'adequate' : 'inadequate') : 'home'
  return say(`row.facts.country.${kind}`, { country: name })
}

/** The exact recipient, and its country unless the reader sees that next to it. */
export const exactly = (
  say: Say<'recipients'>,
  locale: Locale,
  { name, country }: ExactRecipient,
  withCountry: boolean,
): string => (withCountry ? say('told.exact', { name, country: countryName(locale, country) }) : name)

/** Titles one after another: only the first keeps its capital, unless it is an abbreviation. */
export function listed(titles: readonly string[]): string {
  const separator = titles.some((title) => title.includes(',')) ? '; ' : ', '
  return titles.map((title, place) => (place === 0 ? title : lowerFirst(title))).join(separator)
}
