import { findBasis, findField, findPurpose, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { timeCursor } from '../cursor.ts'
import { invalid } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { countDisclosures, type DisclosureQuery, newestDisclosures } from './disclosure-rows.ts'
import { abroadOf } from './flow.ts'
import { type DisclosuresView, type DisclosureView, listDisclosuresInput } from './schema.ts'

const pageSize = 25

/**
 * The customer's disclosures, newest first, a page at a time, filtered by recipient, legal basis and period.
 * @throws DomainError `invalid` for an unknown recipient, basis or period, or a malformed cursor.
 */
export const listDisclosures = verb(
  'disclosures:list',
  listDisclosuresInput,
  async (ctx, { recipient, basis, period, cursor }): Promise<DisclosuresView> => {
    const known = catalogue()
    if (recipient !== undefined && !known.recipients.recipients.some((one) => one.id === recipient)) {
      throw invalid('recipient', 'disclosure.recipient-unknown')
    }
    const after = cursor === undefined ? null : timeCursor.read(cursor)
    if (cursor !== undefined && !after) throw invalid('cursor', 'disclosure.cursor')
    const wanted: DisclosureQuery = {
      customerId: requireSubject(ctx),
      recipient,
      basis,
      period,
      now: ctx.now,
    }
    return read(ctx, async (tx) => {
      const [rows, total] = await Promise.all([
        newestDisclosures(tx, wanted, after, pageSize + 1),
        countDisclosures(tx, wanted),
      ])
      const page = rows.slice(0, pageSize)
      const last = page.at(-1)
      return {
        filter: { recipient: recipient ?? null, basis: basis ?? null, period },
        total,
        disclosures: page.map((row) => viewOf(known, row, ctx)),
        continued: after !== null,
        next: rows.length > pageSize && last ? timeCursor.write(last) : null,
        choices: choicesIn(known, ctx),
      }
    })
  },
)

type Row = Awaited<ReturnType<typeof newestDisclosures>>[number]

function viewOf(known: Catalogue, row: Row, { locale }: Ctx): DisclosureView {
  const recipient = findRecipient(known, row.recipient)
  return {
    id: row.id,
    at: row.at,
    recipient: {
      id: recipient.id,
      title: recipient.name[locale],
      abroad: abroadOf(known, recipient, locale),
    },
    fields: row.fields.map((field) => findField(known, field).title[locale]),
    purpose: findPurpose(known, row.purpose).short[locale],
    basis: findBasis(known, row.basis).title[locale],
  }
}

function choicesIn(known: Catalogue, { locale }: Ctx): DisclosuresView['choices'] {
  const receivers = known.recipients.recipients.filter((one) => one.direction !== 'in')
  return {
    recipients: receivers.map(({ id, name }) => ({ id, title: name[locale] })),
    bases: known.bases.map(({ id, title }) => ({ id, title: title[locale] })),
  }
}
