import { lookEscalations, lookOutcomes, lookVerdicts } from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { translator } from '../translator.ts'

interface Option {
  value: string
  text: string
}

/** What an officer can find of a look, pass it on to, and say of how that ended. */
export function describeFindings(locale: Locale): Record<'verdicts' | 'escalations' | 'outcomes', Option[]> {
  const say = translator(locale, 'looks.desk-review')
  return {
    verdicts: lookVerdicts.map((value) => ({ value, text: say(`verdicts.${value}`) })),
    escalations: [
      { value: '', text: say('escalations.none') },
      ...lookEscalations.map((value) => ({ value, text: say(`escalations.${value}`) })),
    ],
    outcomes: lookOutcomes.map((value) => ({ value, text: say(`outcomes.${value}`) })),
  }
}
