import { randomUUID } from 'node:crypto'
import { untouched } from '#components/ui/form-state.ts'
import { extendCase } from '#domain/cases/extend-case.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import { closeContact } from '#domain/contacts/close-contact.ts'
import { answerDeletion } from '#domain/deletions/answer-deletion.ts'
import { proposeDeletion } from '#domain/deletions/propose-deletion.ts'
import { assignCase } from '#domain/desk/assign-case.ts'
import { recallText } from '#domain/desk/recall-text.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { atSearch } from '#domain/looks/at-search.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { revealForLook } from '#domain/looks/reveal-for-look.ts'
import { reviewLook } from '#domain/looks/review-look.ts'
import { settleEscalation } from '#domain/looks/settle-escalation.ts'
import { startLook } from '#domain/looks/start-look.ts'
import { answerMeasure } from '#domain/measures/answer-measure.ts'
import { askForMeasure } from '#domain/measures/ask-for-measure.ts'
import { withdrawMeasure } from '#domain/measures/withdraw-measure.ts'
import type { Permission } from '#domain/permissions.ts'
import { liftRestriction } from '#domain/restrictions/lift-restriction.ts'
import { restrictField } from '#domain/restrictions/restrict-field.ts'
import { addSystem } from '#domain/systems/add-system.ts'
import { pauseSubscription } from '#domain/systems/pause-subscription.ts'
import { openTasks } from '#domain/tasks/open-tasks.ts'

interface Row {
  /** Who may send it: a customer, the staff who hold the permission, or anyone. */
  by: 'customer' | 'anyone' | { permission: Permission }
  /** How it is called; otherwise with the state before and the form. */
  call?: (action: Action, form: FormData) => unknown
}
export type Action = (...given: unknown[]) => unknown

const alone: Row['call'] = (action, form) => action(form)
const system: Row = { by: addSystem }
const officer: Row = { by: pauseSubscription }
const lookId = randomUUID()

/** Every form of the pages, by its file and name. A form without a row fails `app/forms.test.ts`. */
export const formRows: Record<string, Row> = {
  '(customer)/complaints/actions file': { by: 'customer' },
  '(customer)/complaints/actions withdraw': { by: 'customer', call: alone },
  '(customer)/complaints/actions write': { by: 'customer' },
  '(customer)/consents/actions decideByForm': { by: 'customer', call: alone },
  '(customer)/looks/actions acknowledgeByForm': { by: 'customer', call: alone },
  '(customer)/looks/actions answerByForm': { by: 'customer', call: alone },
  '(customer)/overview-actions dismissByForm': { by: 'customer', call: alone },
  '(customer)/requests/actions file': { by: 'customer' },
  '(customer)/requests/actions withdraw': { by: 'customer', call: alone },
  '(customer)/requests/actions write': { by: 'customer' },
  'actions chooseLanguage': { by: 'anyone', call: alone },
  'sign-in/actions takeSignInStep': { by: 'anyone' },
  'staff/cases/[reference]/actions assign': { by: assignCase },
  'staff/cases/[reference]/actions extend': { by: extendCase },
  'staff/cases/[reference]/actions move': { by: moveComplaint },
  'staff/cases/[reference]/actions note': { by: writeNote },
  'staff/cases/[reference]/actions recall': { by: recallText, call: alone },
  'staff/cases/[reference]/actions answerProposal': { by: answerDeletion },
  'staff/cases/[reference]/actions propose': { by: proposeDeletion },
  'staff/cases/[reference]/actions send': { by: openTasks },
  'staff/contacts/actions close': { by: closeContact, call: alone },
  'staff/customers/actions find': { by: findCustomer },
  'staff/customers/[search]/actions enter': { by: atSearch },
  'staff/customers/[search]/actions enterRequested': { by: atSearch },
  'staff/customers/[search]/actions take': { by: atSearch },
  'staff/looks/actions ask': { by: askForLook },
  'staff/looks/actions decide': { by: endLook, call: alone },
  'staff/looks/actions review': { by: reviewLook },
  'staff/looks/actions settle': { by: settleEscalation },
  'staff/looks/actions start': { by: startLook, call: alone },
  'staff/measures/actions answer': { by: answerMeasure },
  'staff/measures/actions ask': { by: askForMeasure },
  'staff/measures/actions withdraw': { by: withdrawMeasure },
  'staff/restrictions/actions lift': { by: liftRestriction },
  'staff/restrictions/actions restrict': { by: restrictField },
  'staff/systems/actions add': system,
  'staff/systems/actions changeReceiver': system,
  'staff/systems/actions issue': system,
  'staff/systems/actions pause': officer,
  'staff/systems/actions remove': system,
  'staff/systems/actions rename': system,
  'staff/systems/actions resume': officer,
  'staff/systems/actions revoke': system,
  'staff/systems/actions rotate': system,
  'staff/systems/actions sendAgain': officer,
  'staff/systems/actions sendTest': system,
  'staff/systems/actions stop': system,
  'staff/systems/actions subscribe': system,
  'staff/view/[look]/actions revealByReason': {
    by: revealForLook,
    call: (action, form) => action(lookId, untouched, form),
  },
  'staff/view/[look]/actions stopLook': { by: endLook, call: (action) => action(lookId) },
}
