import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { may } from '../access.ts'
import { openText } from '../crypto.ts'
import { notFound } from '../errors.ts'
import { maskedCustomers } from '../looks/masked-customers.ts'
import { restrictedFields } from '../restricted-fields.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findToRestrict, recordMissingRestriction } from './find-to-restrict.ts'
import { liftRestriction } from './lift-restriction.ts'
import { restrictionOf } from './restriction-of-row.ts'
import { type DeskRestrictions, searchedInput } from './schema.ts'
import { evidencePlace } from './write-restriction.ts'

/**
 * The restrictions of a customer whom the member of staff has just found, and the fields that can be restricted. The evidence
 * is for those who decide by it whether to lift.
 * @throws DomainError `not-found`; `locked` when the search is too old, and for oneself or a relative
 */
export const showRestrictions = verb(
  'restrictions:set',
  searchedInput,
  async (ctx, { searchId }): Promise<DeskRestrictions> =>
    recordMissingRestriction(ctx, searchId, () =>
      read(ctx, async (tx) => {
        const customerId = await findToRestrict(ctx, tx, searchId)
        const [restricted, masked] = await Promise.all([
          restrictedFields(tx, customerId),
          maskedCustomers(ctx, tx, [customerId]),
        ])
        const customer = masked.get(customerId)
        if (!customer) throw notFound()
        const mayLift = may(ctx, liftRestriction.permission)
        const titles = new Map(allFields(catalogue()).map(({ id, title }) => [id, title[ctx.locale]]))
        const choices = catalogue().categories.map(({ title, fields }) => ({
          category: title[ctx.locale],
          fields: fields
            .filter(({ id }) => !restricted.has(id))
            .map(({ id, title: own }) => ({ id, title: own[ctx.locale] })),
        }))
        return {
          searchId,
          customer: customer.name,
          restrictions: [...restricted.values()].map((row) => ({
            ...restrictionOf(row),
            title: titles.get(row.field) ?? row.field,
            by: row.actorId,
            evidence: mayLift ? openText(customer.key, row.evidenceSealed, evidencePlace(row.id)) : null,
          })),
          choices: choices.filter(({ fields }) => fields.length > 0),
          mayLift,
        }
      }),
    ),
)
