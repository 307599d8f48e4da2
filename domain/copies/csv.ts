import type { Locale } from '#policy/locale.ts'
import type { Cell } from './schema.ts'

/** What stands between two cells: what a spreadsheet of that language expects. */
export const separatorOf = (locale: Locale): string => (locale === 'en' ? ',' : ';')

/** Tells a spreadsheet that the text is UTF-8. */
export const byteOrderMark = '\ufeff'

/**
 * A row of a table (RFC 4180). A text that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV
 * injection): no cell of a copy is anything but a text or a number.
 */
export const csvRow = (cells: readonly Cell[], separator: string): string =>
  `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`

function csvCell(cell: Cell, separator: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^\s*[=+\-@\t\r\n|%＝＋－＠]/u.test(cell) ? `'${cell}` : cell
  const quotes = safe.includes(separator) || /["\r\n;,]|^\s|\s$/.test(safe)
  return quotes ? `"${safe.replaceAll('"', '""')}"` : safe
}
