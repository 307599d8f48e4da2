import {
  findBasis,
  findConsent,
  findCountry,
  findField,
  findPurpose,
  findRecipientClass,
} from '#policy/find.ts'
import { type Catalogue, homeCountry, type Locale, type Recipient } from '#policy/schema.ts'
import type { GroundConsent, GroundView, RecipientFieldView, RecipientView } from './schema.ts'
import { ownGround, type SharingGround, sharingGrounds } from './sharing-grounds.ts'

/** What is read about the customer for one recipient. */
interface Known {
  held: ReadonlySet<string>
  consents: ReadonlyMap<string, GroundConsent>
  told: RecipientView['disclosed'] | undefined
  lately: RecipientView['lately'] | undefined
}

/** The customer's view of one recipient: the catalogue's texts, with what holds for this customer. */
export function recipientView(
  catalogue: Catalogue,
  recipient: Recipient,
  known: Known,
  locale: Locale,
): RecipientView {
  const { id, title, code, description } = findRecipientClass(catalogue, recipient.class)
  const grounds = sharingGrounds(catalogue, recipient)
  const open = grounds.filter((ground) => ground.consent === null || stands(known.consents, ground.consent))
  const fields = recipient.fields.map((field) => fieldView(catalogue, field, open, known, locale))
  return {
    id: recipient.id,
    name: recipient.name[locale],
    class: { id, title: title[locale], code, description: description[locale] },
    direction: recipient.direction,
    receives: recipient.receives[locale],
    grounds: (grounds.length > 0 ? grounds : [ownGround(recipient)]).map((ground) =>
      groundView(catalogue, ground, known.consents, locale),
    ),
    fields,
    countries: recipient.countries.map((country) => {
      const { name, adequate } = findCountry(catalogue, country)
      return { code: country, name: name[locale], abroad: country !== homeCountry, adequate }
    }),
    transferGround: recipient.transferGround?.[locale] ?? null,
    assumption: recipient.assumption ?? false,
    state: stateOf(recipient, known.consents, open, fields),
    disclosed: known.told ?? { thisYear: 0, last: null },
    lately: known.lately ?? [],
  }
}

const stands = (consents: Known['consents'], id: string): boolean => consents.get(id)?.state === 'on'

function stateOf(
  { direction, consent }: Recipient,
  consents: Known['consents'],
  open: SharingGround[],
  fields: RecipientFieldView[],
): RecipientView['state'] {
  if (direction === 'in') return !consent || stands(consents, consent) ? 'gives-only' : 'would-give'
  if (open.length === 0) return 'off'
  return fields.some((field) => field.flows) ? 'receives' : 'nothing-held'
}

function fieldView(
  catalogue: Catalogue,
  id: string,
  open: SharingGround[],
  { held }: Known,
  locale: Locale,
): RecipientFieldView {
  return {
    id,
    title: findField(catalogue, id).title[locale],
    held: held.has(id),
    flows: held.has(id) && open.some((ground) => ground.fields.includes(id)),
  }
}

function groundView(
  catalogue: Catalogue,
  ground: SharingGround,
  consents: Known['consents'],
  locale: Locale,
): GroundView {
  const { title, citation } = findBasis(catalogue, ground.basis)
  const purpose = findPurpose(catalogue, ground.purpose)
  return {
    basis: { id: ground.basis, title: title[locale] },
    citation: citation?.[locale] ?? null,
    purpose: { id: purpose.id, title: purpose.title[locale], clause: purpose.clause[locale] },
    consent:
      ground.consent === null
        ? null
        : {
            id: ground.consent,
            title: findConsent(catalogue, ground.consent).title[locale],
            ...(consents.get(ground.consent) ?? { state: 'never', since: null }),
          },
    fields: ground.fields,
  }
}
