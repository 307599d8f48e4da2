import { enterCase } from '../cases/enter-case.ts'
import type { EnteredView } from '../cases/entry-schema.ts'
import { dayFaults } from '../cases/received-on.ts'
import { aboutFaults } from '../cases/register-case.ts'
import { subjectLine } from '../cases/text.ts'
import { verb } from '../verb.ts'
import { answerClock } from './answer-clock.ts'
import { enterComplaintInput } from './entry-schema.ts'

/**
 * Enters a complaint that reached the bank by letter, by phone or at a branch. Its clock runs from the day of receipt, so
 * it may be late at once; the customer is told its number and the last day for the answer. The same entry under the same id
 * of the same actor is entered once.
 * @throws DomainError `invalid` on `receivedOn` for a day to come or more than a year ago, on `kind`, `about`, `text`, and
 *   on `id` when another was entered under it; `too-many` after sixty of a member of staff in an hour
 */
export const enterComplaint = verb(
  'complaints:enter',
  enterComplaintInput,
  ({ locale, now }, { about, receivedOn }) => [...aboutFaults(about, locale), ...dayFaults(receivedOn, now)],
  async (ctx, entry): Promise<EnteredView> =>
    enterCase(ctx, entry, {
      type: 'complaint',
      clock: answerClock(),
      subject: subjectLine(entry.text),
    }),
)
