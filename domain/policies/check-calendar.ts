import { calendarRunsOut } from '#policy/calendar.ts'
import { dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import { verb } from '../verb.ts'

/** The last day of the calendar of working days, once it must be continued; else null. It does not use the database. */
export const checkCalendar = verb('policies:show', ({ now }): string | null => {
  const { calendar } = catalogue()
  return calendarRunsOut(calendar, dayIn(calendar.zone, now))
})
