import { isoDay } from '#i18n/format.ts'
import { closedPolicy } from './http/answers.ts'

interface CalendarDay {
  uid: string
  /** When the entry was made. */
  made: Date
  /** The day in Almaty. */
  on: Date
  title: string
}

/** One whole day as a calendar takes it (iCalendar, RFC 5545). */
export function calendarResponse({ uid, made, on, title }: CalendarDay): Response {
  const stamp = made.toISOString().replace(/[-:]|\.\d+/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Arqau//Privacy Centre//',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${isoDay(on).replaceAll('-', '')}`,
    `SUMMARY:${title.replace(/[\\;,]/g, (sign) => `\\${sign}`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
  return new Response(lines.flatMap(folded).join('\r\n'), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="arqau.ics"',
      'content-security-policy': `sandbox; ${closedPolicy}`,
      'cache-control': 'private, no-store',
    },
  })
}

/** A line is at most 75 octets long; what is more begins with a space (section 3.1). */
function folded(line: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 75) {
      parts.push(part)
      part = ' '
    }
    part += letter
  }
  return [...parts, part]
}
