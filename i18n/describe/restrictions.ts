import type { DeskRestrictions, RestrictionView, SilentSystem } from '#domain/restrictions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { nameOf } from './mentioned.ts'

/** The restriction of a field in words, for the customer. */
export interface RestrictionWords {
  mark: string
  /** Since when, why and by whom, and what remains allowed. */
  sentence: string
  /** The uses that systems reported and those the portal knows of, or that there was none. */
  uses: { text: string; forbidden: boolean }[]
  /** A sentence for each system whose reports are missing. */
  silent: string[]
}

type Grounds = readonly Exclude<RestrictionView['use']['uses'][number]['ground'], 'none'>[]
const groundsIn = (say: Say<'restrictions'>, grounds: Grounds): string =>
  grounds.map((ground) => say(`ground.${ground}`)).join(', ')

export function describeRestriction(locale: Locale, view: RestrictionView): RestrictionWords {
  const say = translator(locale, 'restrictions')
  const { since, reason, allowed, by, use, known } = view
  const remains =
    allowed.length > 0 ? say('remains', { grounds: groundsIn(say, allowed) }) : say('remains-none')
  return {
    mark: say('mark'),
    sentence: [
      say(`set.${reason}`, { date: longDate(locale, since, 'since') }),
      say(`by.${by}`),
      remains,
    ].join(' '),
    uses: [
      ...use.uses.map(({ system, ground, purpose, count, lastDay }) => ({
        text: say(ground === 'none' ? 'used-none' : 'used', {
          ...{ system, count, date: longDate(locale, lastDay, 'on') },
          ground: say(`ground.${ground}`),
          purpose: purpose ?? say('purpose-unknown'),
        }),
        forbidden: ground === 'none',
      })),
      ...known.map(({ kind, by, lastDay }) => ({
        text: say(`known.${kind}`, { by: nameOf(locale, by), date: longDate(locale, lastDay, 'on') }),
        forbidden: false,
      })),
      { text: unusedSentence(say, locale, use), forbidden: false },
    ],
    silent: use.silent.map((one) => describeSilent(locale, one)),
  }
}

/** How many reports of a system are missing, and which was the last. */
export function describeSilent(locale: Locale, { system, missing: count, lastDay }: SilentSystem): string {
  const say = translator(locale, 'restrictions')
  return lastDay === null
    ? say('silent-ever', { system, count })
    : say('silent', { system, count, date: longDate(locale, lastDay) })
}

/** That nothing was used since a day, as far as the reports go. */
function unusedSentence(
  say: Say<'restrictions'>,
  locale: Locale,
  { unusedSince, reportedUntil }: RestrictionView['use'],
): string {
  if (reportedUntil === null || reportedUntil < unusedSince) return say('unreported')
  const date = longDate(locale, unusedSince, 'since')
  return say('unused', { date, until: longDate(locale, reportedUntil) })
}

/** The restrictions of a customer whom staff have found, in words. */
export interface DeskRestrictionsWords {
  customer: string
  rows: { field: string; title: string; since: string; sentence: string }[]
}

export function describeDeskRestrictions(
  locale: Locale,
  { customer, restrictions }: DeskRestrictions,
  now: Date,
): DeskRestrictionsWords {
  const say = translator(locale, 'restrictions')
  return {
    customer: customer ?? translator(locale, 'looks')('search.nameless'),
    rows: restrictions.map(({ field, title, since, reason, allowed, by, evidence }) => ({
      field,
      title,
      since: say('now.since', { date: moment(locale, since, now) }),
      sentence: say(evidence === null ? 'now.row-short' : 'now.row', {
        ...{ by, evidence: evidence ?? '', reason: say(`reason.${reason}`) },
        allowed:
          allowed.length > 0 ? say('now.allowed', { grounds: groundsIn(say, allowed) }) : say('now.nothing'),
      }),
    })),
  }
}
