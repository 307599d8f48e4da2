import type { KeyObject } from 'node:crypto'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { timeCursor } from '../cursor.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { type History, historyOf, type Mention, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import {
  countDisclosures,
  type DisclosureQuery,
  newestDisclosures,
  toldRecipients,
} from './disclosure-rows.ts'
import { openExact } from './exact-recipient.ts'
import { abroadOf } from './flow.ts'
import { type DisclosuresView, type DisclosureView, listDisclosuresInput } from './schema.ts'

const pageSize = 25

/**
 * The customer's disclosures, newest first, a page at a time, filtered by recipient, legal basis and period. Each is in the
 * words of the policy that was in force when it was made; recipients that the policy has no longer can be filtered by too.
 * @throws DomainError `invalid` for an unknown recipient, basis or period, or a malformed cursor.
 */
export const listDisclosures = verb(
  'disclosures:list',
  listDisclosuresInput,
  async (ctx, { recipient, basis, period, cursor }): Promise<DisclosuresView> => {
    const after = cursor === undefined ? null : timeCursor.read(cursor)
    if (cursor !== undefined && !after) throw invalid('cursor', 'disclosure.cursor')
    const customerId = requireSubject(ctx)
    const wanted: DisclosureQuery = { customerId, recipient, basis, period, now: ctx.now }
    return read(ctx, async (tx) => {
      const [rows, total, told, versions] = await Promise.all([
        newestDisclosures(tx, wanted, after, pageSize + 1),
        countDisclosures(tx, wanted),
        toldRecipients(tx, customerId),
        readVersions(tx),
      ])
      const former = formerRecipients(told)
      if (recipient !== undefined && !isKnown(recipient, former)) {
        throw invalid('recipient', 'disclosure.recipient-unknown')
      }
      const page = rows.slice(0, pageSize)
      const last = page.at(-1)
      const [history, key] = await Promise.all([
        historyOf(tx, versions, [...page.flatMap(mentionsOf), ...former]),
        page.some((row) => row.toNameSealed) ? customerKey(ctx, tx) : null,
      ])
      return {
        filter: { recipient: recipient ?? null, basis: basis ?? null, period },
        total,
        disclosures: page.map((row) => viewOf(history, key, row, ctx)),
        continued: after !== null,
        next: rows.length > pageSize && last ? timeCursor.write(last) : null,
        choices: choicesIn(history, former, ctx),
      }
    })
  },
)

type Row = Awaited<ReturnType<typeof newestDisclosures>>[number]

const mentionsOf = ({ recipient, purpose, basis, fields, at: written }: Row): Mention[] => [
  { kind: 'recipient', id: recipient, written },
  { kind: 'purpose', id: purpose, written },
  { kind: 'basis', id: basis, written },
  ...fields.map((id): Mention => ({ kind: 'field', id, written })),
]

function viewOf(history: History, key: KeyObject | null, row: Row, { locale }: Ctx): DisclosureView {
  const { id, at, recipient, purpose, basis } = row
  const named = history.find('recipient', recipient, at)
  const to = key && openExact(key, row)
  const isCollective = (current().find((one) => one.id === recipient) ?? named?.thing)?.collective ?? false
  return {
    id,
    at,
    recipient: {
      id: recipient,
      title: named?.thing.name[locale] ?? null,
      abroad: named && !to ? abroadOf(named.policy, named.thing, locale) : [],
    },
    to,
    unnamed: isCollective && !to,
    fields: row.fields.map((field) => ({ id: field, title: history.title('field', field, at, locale) })),
    purpose: { id: purpose, title: history.find('purpose', purpose, at)?.thing.short[locale] ?? null },
    basis: { id: basis, title: history.title('basis', basis, at, locale) },
  }
}

const current = () => catalogue().recipients.recipients
/** The recipients of these disclosures that today's policy does not have. */
const formerRecipients = (told: Awaited<ReturnType<typeof toldRecipients>>): Mention[] =>
  told
    .filter(({ recipient }) => !current().some((one) => one.id === recipient))
    .map(({ recipient: id, last: written }) => ({ kind: 'recipient', id, written }))

const isKnown = (recipient: string, former: readonly Mention[]): boolean =>
  [...current(), ...former].some(({ id }) => id === recipient)

function choicesIn(
  history: History,
  former: readonly Mention[],
  { locale }: Ctx,
): DisclosuresView['choices'] {
  const receivers = current().filter((one) => one.direction !== 'in')
  return {
    recipients: [
      ...receivers.map(({ id, name }) => ({ id, title: name[locale] })),
      ...former.map(({ id, written }) => ({ id, title: history.title('recipient', id, written, locale) })),
    ],
    bases: catalogue().bases.map(({ id, title }) => ({ id, title: title[locale] })),
  }
}
