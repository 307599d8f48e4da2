'use server'

import type { DeskState } from '#components/complaints/desk-state.ts'
import { extendComplaint } from '#domain/complaints/extend-complaint.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import { assignComplaint } from '#domain/desk/assign-complaint.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { perform, typed } from '../perform.ts'

/** Takes the bank's next step: with words where it has a text, else by its button alone. */
export async function move(_: DeskState, form: FormData): Promise<DeskState> {
  const kind = String(form.get('kind'))
  const lastStep = Number(form.get('lastStep'))
  const text = form.has('text') ? typed(form) : undefined
  return perform(form, {
    work: (ctx, complaintId) => moveComplaint(ctx, { complaintId, kind, text, lastStep }),
    done: `done.${kind}`,
  })
}

/** Gives the bank more time for the answer. */
export async function extend(_: DeskState, form: FormData): Promise<DeskState> {
  const lastStep = Number(form.get('lastStep'))
  return perform(form, {
    work: (ctx, complaintId) => extendComplaint(ctx, { complaintId, reason: typed(form), lastStep }),
    typedAs: 'reason',
    done: 'done.extended',
  })
}

/** Says who answers from now on; an empty sign is nobody. */
export async function assign(_: DeskState, form: FormData): Promise<DeskState> {
  const to = form.get('to') || null
  const lastAssignment = Number(form.get('lastAssignment'))
  return perform(form, {
    work: (ctx, complaintId) => assignComplaint(ctx, { complaintId, to, lastAssignment }),
    done: 'done.assigned',
    conflict: 'conflict-assigned',
  })
}

/** Writes something for the staff alone. */
export async function note(_: DeskState, form: FormData): Promise<DeskState> {
  return perform(form, {
    work: (ctx, complaintId) => writeNote(ctx, { complaintId, text: typed(form) }),
    done: 'done.noted',
  })
}
