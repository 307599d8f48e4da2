import type { CopyRecords } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { upperFirst } from '../format.ts'
import { translator } from '../translator.ts'
import { time } from './copy-time.ts'
import { nameOf } from './mentioned.ts'

type Cell = string | number | null
type Decision = CopyRecords['automated-decisions']
type Restriction = CopyRecords['restrictions']

/** A decision of a program as the cells of its row. */
export function decisionCells(locale: Locale, record: Decision): Cell[] {
  const say = translator(locale, 'automated-decisions')
  const { kind, outcome, sentence, factors, basis, consentInForce, system, objections } = record
  const weighed = factors.map((factor) =>
    say('factor', {
      factor: nameOf(locale, factor),
      weight: say(`weight.${factor.direction}-${factor.weight}`),
    }),
  )
  return [
    time(record.at),
    nameOf(locale, kind),
    sentence ?? say('outcome-unknown', { outcome }),
    weighed.join(' '),
    basis && consentInForce === false ? say('basis-not-in-force', { basis }) : basis,
    system.title ?? system.id,
    record.reference,
    objections.map(({ reference }) => reference).join('; '),
    objections.flatMap(({ answer }) => answer?.text ?? []).join(' '),
    translator(locale, 'copies')(record.masked ? 'yes' : 'no'),
  ]
}

/** A row for each day with uses, or one where there was none; each says the restriction again, so that it can be filtered. */
export function restrictionRows(locale: Locale, record: Restriction): Cell[][] {
  const { field, lifted, uses } = record
  const say = translator(locale, 'copies')
  const restrictions = translator(locale, 'restrictions')
  const grounds = record.allowed.map((ground) => restrictions(`ground.${ground}`)).join('; ')
  const restriction = [
    nameOf(locale, field),
    time(record.setAt),
    actorName(locale, record.setBy),
    upperFirst(say(`restricted.${record.reason}`)),
    upperFirst(grounds || say('restricted.only-kept')),
    time(lifted?.at ?? null),
    lifted && actorName(locale, lifted.by),
    lifted && upperFirst(say(`restricted.${lifted.reason}`)),
    uses.reduce((sum, { count }) => sum + count, 0),
  ]
  if (uses.length === 0) return [[...restriction, null, null, null, null]]
  return uses.map(({ day, count, withoutGround, systems }) => [
    ...restriction,
    ...[day, count, withoutGround, systems.map(({ id, title }) => title ?? id).join('; ')],
  ])
}

function actorName(locale: Locale, { kind, id, title }: Restriction['setBy']): string {
  return kind === 'staff'
    ? upperFirst(translator(locale, 'copies')('restricted.staff', { staff: id }))
    : (title ?? id)
}
