import type { ConsentView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, lowerFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A knot of a consent's thread in words. */
export interface FlowLine {
  knot: 'ring' | 'stitch' | 'disc' | 'stop'
  label: string
  text: string
}

/**
 * What a consent opens, for what, to whom and until when, in the order of every row; while it is off or stopped by a
 * restriction, what it would.
 */
export function consentFlow(locale: Locale, view: ConsentView): FlowLine[] {
  const say = translator(locale, 'consents')
  const isGiven = view.state === 'given'
  const isStopped = isGiven && view.restricted.length > 0
  const state = isGiven && !isStopped ? 'on' : 'off'
  const fields = list(view.fields.map(lowerFirst))
  return [
    {
      knot: 'ring',
      label: say('flow.what'),
      text: say(view.confirmation ? 'flow.theirs' : 'flow.yours', { fields }),
    },
    {
      knot: 'stitch',
      label: say('flow.why'),
      text: say(`flow.purpose.${isStopped ? 'restricted' : state}`, { purpose: view.purpose }),
    },
    { knot: 'disc', label: say('flow.whom'), text: whom(say, view, state) },
    { knot: 'stop', label: say('flow.until'), text: untilWhen(say, locale, view) },
  ]
}

function whom(say: Say<'consents'>, { recipients, senders }: ConsentView, state: 'on' | 'off'): string {
  if (recipients.length > 0)
    return list(
      recipients.map(({ name, countries }) => say('flow.recipient', { name, countries: list(countries) })),
    )
  return [
    say(`flow.nobody.${state}`),
    ...(senders.length > 0 ? [say(`flow.senders.${state}`, { names: list(senders) })] : []),
  ].join('. ')
}

function untilWhen(say: Say<'consents'>, locale: Locale, view: ConsentView): string {
  const until = (date: Date) => ({ date: longDate(locale, date, 'until') })
  if (view.state !== 'given') return say('flow.until-if', until(view.wouldExpireAt))
  const end = view.history[0]?.expiresAt
  return end ? say('flow.until-then', until(end)) : say('flow.until-withdrawn')
}

/** Says since when the consent is on or off, and what follows from that. @param told whether systems were told of it. */

const list = (names: readonly string[]) => names.join(', ')
