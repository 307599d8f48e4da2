import { z } from 'zod'
import { type ContactKind, contactKinds } from '#db/schema/contacts.ts'

export { type ContactKind, contactKinds }
/** A contact is open for so long at most. */
export const openSeconds = 24 * 60 * 60
export const longestNote = 300

export const takeContactInput = z.object({
  kind: z.enum(contactKinds, 'contact.kind'),
  note: z
    .string('contact.note-empty')
    .transform((typed) => typed.toWellFormed().replace(/\s+/g, ' ').trim())
    .refine((note) => /\p{L}/u.test(note), 'contact.note-empty')
    .refine((note) => [...note].length <= longestNote, 'contact.note-long'),
})
export const contactInput = z.object({ contactId: z.uuid('contact.unknown') })

/** `over`: its time ran out before anybody closed it. */
export type ContactState = 'open' | 'closed' | 'over'

/** A contact as staff see it. */
export interface ContactView {
  id: string
  reference: string
  kind: ContactKind
  state: ContactState
  /** The customer's name, masked; null when the bank holds none. */
  customer: string | null
  note: string
  /** The staff code of the one who took it. */
  staffId: string
  takenAt: Date
  /** When it is over by itself. */
  openUntil: Date
  /** When it was closed; null when nobody has. */
  closedAt: Date | null
}
