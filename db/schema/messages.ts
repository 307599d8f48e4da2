import { sql } from 'drizzle-orm'
import { index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { locales } from '#policy/locale.ts'
import { onlyKnown } from './codes.ts'
import {
  bytea,
  currentCustomer,
  customerRole,
  everyRow,
  nobody,
  staffRole,
  systemRole,
  workerRole,
} from './roles.ts'

export const codeKinds = ['sign-in-code', 'step-up-code'] as const
export const complaintNotices = [
  'complaint-answered',
  'complaint-entered',
  'complaint-entered-late',
  'complaint-extended',
  'complaint-moved',
  'complaint-file-infected',
] as const
export const requestNotices = [
  'request-answered',
  'request-entered',
  'request-entered-late',
  'request-extended',
  'request-moved',
] as const
export const lookNotices = [
  'look-asked',
  'look-urgent',
  'look-started',
  'look-ended',
  'look-reviewed',
  'look-settled',
] as const
export const copyNotices = ['copy-ready', 'copy-failed'] as const
export const measureNotices = ['sign-in-blocked', 'sign-in-unblocked', 'sessions-ended'] as const
export const restrictionNotices = ['field-restricted', 'restriction-lifted'] as const
/** Told to the old number and to the new one. */
const phoneNotices = ['phone-changed'] as const
/** The notices that are queued for the customer of a change, to their number of that time. */
export const noticeKinds = [
  ...complaintNotices,
  ...requestNotices,
  ...lookNotices,
  ...measureNotices,
  ...copyNotices,
  ...restrictionNotices,
] as const
const messageKinds = [...codeKinds, ...noticeKinds, ...phoneNotices] as const
export type MessageKind = (typeof messageKinds)[number]
/** The channels by which messages are sent to customers. */
export const messageChannels = ['sms', 'email'] as const
/** `void`: there was no one to write to. */
const messageStates = ['due', 'sent', 'failed', 'void'] as const

/** A message to a customer. It is written with the change that causes it; the worker sends it. */
export const messages = pgTable(
  'messages',
  {
    /** `nobody` when a code was asked for with an unknown number, so that both cases take the same time. */
    customerId: uuid('customer_id').notNull(),
    id: uuid().notNull(),
    kind: text({ enum: messageKinds }).notNull(),
    channel: text({ enum: messageChannels }).notNull(),
    state: text({ enum: messageStates }).notNull(),
    toSealed: bytea('to_sealed'),
    /** The values that fill the text, as JSON. The sender makes the text itself, in `locale`. */
    paramsSealed: bytea('params_sealed'),
    locale: text({ enum: locales }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    sentAt: timestamp('sent_at', { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('messages_due').on(t.dueAt).where(sql`state = 'due'`),
    onlyKnown(t.kind, messageKinds),
    onlyKnown(t.channel, messageChannels),
    onlyKnown(t.state, messageStates),
    onlyKnown(t.locale, locales),
    pgPolicy('messages_customer', {
      to: customerRole,
      for: 'insert',
      withCheck: sql`${t.customerId} = coalesce(${currentCustomer}, ${t.customerId})`,
    }),
    everyRow('messages', staffRole),
    everyRow('messages', systemRole),
    everyRow('messages', workerRole),
    pgPolicy('messages_worker_purges', {
      as: 'restrictive',
      to: workerRole,
      for: 'delete',
      using: sql`${t.customerId} = '${sql.raw(nobody)}'`,
    }),
  ],
)
