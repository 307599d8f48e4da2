import type { DeskCaseView, StaffEntry } from '#domain/desk/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** An entry that only staff see: who, when, and what. */
export interface StaffEntryWords {
  id: string
  label: string
  dateTime: string
  /** The text of a note; null for an assignment or a reminder. */
  note: string | null
  sentence: string
}

/** The entries about a case that only staff see. */
export function describeStaffEntries(
  locale: Locale,
  entries: DeskCaseView['staffEntries'],
  now: Date,
): StaffEntryWords[] {
  const say = translator(locale, 'complaints.desk')
  return entries.map((entry) => ({
    id: entry.id,
    label: say('staff-entries.entry', {
      time: moment(locale, entry.at, now),
      who: (entry.kind === 'reminded' ? null : entry.staff) ?? say('staff-entries.portal'),
    }),
    dateTime: entry.at.toISOString(),
    note: 'text' in entry ? entry.text : null,
    sentence: sentenceOf(say, entry),
  }))
}

function sentenceOf(say: Say<'complaints.desk'>, entry: StaffEntry): string {
  switch (entry.kind) {
    case 'note':
      return say('staff-entries.label')
    case 'assigned':
      if (entry.to === null) return say('staff-entries.released')
      return entry.to === entry.staff
        ? say('staff-entries.took')
        : say('staff-entries.gave', { to: entry.to })
    case 'reminded':
      if (entry.share === 100) return say('staff-entries.reminded-late')
      return say('staff-entries.reminded', { share: entry.share })
    case 'recalled':
    case 'overtaken':
      return say(`staff-entries.${entry.kind}`, { by: entry.by })
  }
}
