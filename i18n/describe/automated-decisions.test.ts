import { describe, expect, it } from 'vitest'
import {
  type AutomatedDecisionsView,
  type AutomatedDecisionView,
  factorDirections,
  factorWeights,
  type ObjectionView,
} from '#domain/automated-decisions/schema.ts'
import { locales } from '#policy/locale.ts'
import { describeAutomatedDecisions } from './automated-decisions.ts'
import { describeAbout } from './complaints.ts'

const now = new Date('2026-11-20T07:00:00Z')
const decision = (more: Partial<AutomatedDecisionView> = {}): AutomatedDecisionView => ({
  id: 'd',
  reference: 'L-1',
  at: now,
  kind: { id: 'loan-application', title: 'TITLE' },
  outcome: 'refused',
  sentence: 'SENTENCE.',
  factors: [],
  said: null,
  objection: null,
  canObject: true,
  ...more,
})
const view = (
  one: AutomatedDecisionView,
  more: Partial<AutomatedDecisionsView> = {},
): AutomatedDecisionsView => ({
  decisions: [one],
  total: 1,
  answer: { amount: 3, unit: 'working-days' },
  continued: false,
  next: null,
  ...more,
})

describe.each(locales)('decisions of programs in %s', (locale) => {
  it('each weight and direction of a factor is another sentence', () => {
    const factors = factorWeights.flatMap((weight) =>
      factorDirections.map((direction) => ({ id: 'income', title: 'FACTOR', weight, direction, fields: [] })),
    )
    const [row] = describeAutomatedDecisions(locale, view(decision({ factors })), now).rows
    const said = row?.factors.map(({ text }) => text) ?? []
    expect(new Set(said).size).toBe(6)
    for (const text of said) expect(text).toMatch(/^FACTOR: \S.*[^.]\.$/)
  })

  it('the link to object names its decision, and there is none where the customer has objected', () => {
    const [row] = describeAutomatedDecisions(locale, view(decision()), now).rows
    expect(row?.object).toContain('TITLE')
    expect(row?.object).toContain('L-1')
    const [objected] = describeAutomatedDecisions(locale, view(decision({ canObject: false })), now).rows
    expect(objected?.object).toBeNull()
  })

  it('an objection says when the bank answered, and in which words', () => {
    const objection: ObjectionView = {
      id: 'o',
      reference: 'Ш-2026-00001',
      kind: 'ordinary',
      subject: 'SUBJECT',
      channel: 'portal',
      receivedAt: now,
      state: 'answered',
      group: 'answered',
      dueOn: '2026-11-25',
      answeredAt: now,
      owed: false,
      progress: null,
      changedAt: now,
      about: null,
      question: null,
      answer: { at: now, text: 'ANSWER' },
    }
    const [row] = describeAutomatedDecisions(locale, view(decision({ objection })), now).rows
    expect(row?.objection?.answer).toMatchObject({ dateTime: now.toISOString(), text: 'ANSWER' })
    expect(row?.objection?.answer?.label).toMatch(/\p{L}.*12:00/u)
    const [waits] = describeAutomatedDecisions(
      locale,
      view(decision({ objection: { ...objection, answer: null } })),
      now,
    ).rows
    expect(waits?.objection?.answer).toBeNull()
  })

  it('what no policy names is named by its id', () => {
    const nameless = decision({
      kind: { id: 'gone', title: null },
      sentence: null,
      factors: [{ id: 'lost', title: null, weight: 'slight', direction: 'for', fields: [] }],
    })
    const [row] = describeAutomatedDecisions(locale, view(nameless), now).rows
    expect(row?.title).toContain('gone')
    expect(row?.factors[0]?.text).toContain('lost')
    expect(row?.outcome).toContain('refused')
  })

  it('how soon an objection is answered is a sentence in either unit, and the decisions are counted', () => {
    for (const unit of ['working-days', 'calendar-days'] as const)
      for (const amount of [1, 3, 15]) {
        const words = describeAutomatedDecisions(locale, view(decision(), { answer: { amount, unit } }), now)
        expect(words.answer).toMatch(
          new RegExp(`${amount}\u00a0\\p{L}+ .*\\.$|${amount}\u00a0\\p{L}.*\\.$`, 'u'),
        )
      }
    for (const total of [1, 3, 25, 1200])
      expect(describeAutomatedDecisions(locale, view(decision(), { total }), now).total).not.toMatch(
        /[{}]|undefined/,
      )
  })

  it('a complaint about a decision says which, with its day and number', () => {
    const said = describeAbout(locale, {
      kind: 'automated-decision',
      id: 'd',
      title: 'TITLE',
      decided: { at: now, reference: 'L-1', reviewer: null },
    })
    expect(said).toContain('TITLE')
    expect(said).toContain('2026')
    expect(said).toContain('L-1')
  })
})
