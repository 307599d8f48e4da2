import { z } from 'zod'
import type { deletionEnds, deletionStepKinds, lineFates } from '#db/schema/deletions.ts'
import type { Locale } from '#policy/locale.ts'
import { caseId, lastStep } from '../cases/schema.ts'
import type { FateView, GroundView, Remaining } from '../deletion-plans/schema.ts'
import type { OperatorView } from '../policies/operator.ts'
import type { TaskOutcome } from '../tasks/schema.ts'

export const proposeDeletionInput = z.object({ caseId, lastStep })
export const answerDeletionInput = z.object({
  caseId,
  answer: z.enum(['approve', 'decline'], 'deletion.answer'),
  lastStep,
})
export const showDeletionInput = z.object({ caseId })
export const showCertificateInput = z.object({ caseId })

/** What carrying out a deletion did, for the text of the bank's answer. */
export interface DeletionOutcome {
  certificate: string
  erased: number
  kept: number
  refused: number
}

/** The bank's answer to a deletion, in a language. */
export type DeletionText = (locale: Locale, outcome: DeletionOutcome) => string

/** How carrying out a deletion went; `waiting`: a system has not answered yet. */
export type DeletionRun = 'waiting' | (typeof deletionEnds)[number]

/** The deletion of a request at the desk. */
export interface DeskDeletionView {
  fates: Pick<FateView, 'field' | 'title' | 'fate' | 'grounds' | 'until' | 'retention' | 'untilReplaced'>[]
  /** The latest proposal and what a colleague said; null before one. */
  standing: { kind: (typeof deletionStepKinds)[number]; staffId: string; at: Date } | null
  /** How it ended; null while it has not. */
  end: (typeof deletionEnds)[number] | null
  can: { propose: boolean; approve: boolean; decline: boolean }
}

export interface CertificateLineView {
  field: string
  /** Null when no policy has it. */
  title: string | null
  fate: (typeof lineFates)[number]
  quantity: number | null
  /** Why it is kept, each with its article; of what systems refused, their reasons, the one that weighs most first. */
  grounds: GroundView[]
  until: string | null
  /** Whether that day was over when the deletion was carried out: it was approved without what is kept. */
  over: boolean
  /** Until when it is kept, as the policy says it. */
  retention: string | null
  untilReplaced: boolean
  /** What each system has said of it, and when. */
  systems: { system: string; outcome: TaskOutcome; at: Date }[]
}

/** The certificate of a deletion that was carried out. */
export interface CertificateView {
  caseId: string
  reference: string
  at: Date
  /** Whose data they were: name and the last four digits of the IIN; null where that is no longer held. */
  person: { name: string | null; iinEnding: string | null }
  /** The number of the request, its title, when it came and its last day. */
  request: { reference: string; subject: string; receivedAt: Date; dueOn: string | null }
  lines: CertificateLineView[]
  backups: { text: string; until: string } | null
  anonymised: string | null
  remains: readonly Remaining[]
  operator: OperatorView
}
