import type { ContactView } from '#domain/contacts/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { translator } from '../translator.ts'
import type { StateWords } from './state-words.ts'

/** A contact in words for the staff. */
export interface ContactWords {
  id: string
  reference: string
  /** Its number and kind. */
  title: string
  /** The customer, when it was taken, and by whom. */
  taken: string
  note: string
  state: StateWords
  isOpen: boolean
}

export function describeContact(locale: Locale, contact: ContactView, now: Date): ContactWords {
  const say = translator(locale, 'contacts')
  const { id, reference, kind, state, customer, note, staffId, takenAt, openUntil, closedAt } = contact
  return {
    id,
    reference,
    title: say('label', { reference, kind: say(`kind.${kind}`) }),
    taken: say('taken', {
      customer: customer ?? translator(locale, 'looks')('search.nameless'),
      time: moment(locale, takenAt, now),
      staff: staffId,
    }),
    note,
    state: {
      is: state === 'open' ? 'wait' : 'off',
      text: say(`state.${state}`, { time: moment(locale, closedAt ?? openUntil, now) }),
    },
    isOpen: state === 'open',
  }
}
