import type { CopySystem, CopyView } from '#domain/copies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime } from '../format.ts'
import { translator } from '../translator.ts'

type Mark = 'done' | 'wait' | 'off' | 'bad'

export interface SystemsWords {
  /** Until when they may send them; null once the copy waits no longer. */
  note: string | null
  rows: { id: string; name: string; state: { is: Mark; text: string }; count: string | null }[]
}

const systemMarks: Record<CopySystem['state'], Mark> = {
  waiting: 'wait',
  receiving: 'wait',
  done: 'done',
  missing: 'bad',
  stopped: 'off',
}

/** What the page of a copy says of the systems that were asked for their records; null where none was. */
export function systemsWords(
  locale: Locale,
  { systems, recordsUntil, step, state }: CopyView,
): SystemsWords | null {
  const say = translator(locale, 'copies')
  if (systems.length === 0) return null
  const waits = state === 'making' && step === 'systems' && recordsUntil !== null
  return {
    note: waits ? say('systems.note', { time: clockTime(recordsUntil) }) : null,
    rows: systems.map(({ id, name, state: is, records }) => ({
      id,
      name,
      state: { is: systemMarks[is], text: say(`systems.state.${is}`) },
      count: is === 'done' || records > 0 ? say('systems.records', { count: records }) : null,
    })),
  }
}
