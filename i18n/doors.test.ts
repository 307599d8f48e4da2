import { expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { locales } from '#policy/locale.ts'
import { messagesIn } from './messages.ts'

// A sentence that names a right has a door: a link in it, or the control next to it that is named here.

const rights =
  /\b(you|customers?) (can|may) (ask|demand|require|object|complain|withdraw|refuse|turn|propose|end|stop|go)\b|\b(have|has) the right\b/i

/** Sentences of the portal that name a right, and what stands next to each. */
const doors: Record<string, string> = {
  'account.step-up.wait': 'the button for another code',
  'consents.progress.advice': 'the link to a complaint after it (ConsentProgress)',
  'copies.ask.making': 'the link to the copy that is being made, after it (CopiesScreen)',
  'copies.ask.wait': 'the form in the same part, from the moment it names (CopiesScreen)',
  'copies.copy.lede-stopped': 'the button under it (CopyScreen)',
  'copies.progress.stop-note': 'the button under it (CopyEnd)',
  'errors.copy.erased': 'the button on the page of that copy (CopyScreen)',
  'errors.copy.too-soon': 'the form that was refused, whose page says from when (CopiesScreen)',
  'errors.copy.used-up': 'the button on the page of that copy (CopyScreen)',
  'errors.complaint.no-negotiation': 'the form of the message that was refused',
  'looks.state.running-urgent': 'the button that stops the look (LookNotice, LookScreen)',
  'looks.state.running': 'the button that stops the look (LookNotice, LookScreen)',
  'notices.complaint-extended.text': 'the portal’s address, in the message itself',
  'notices.look-ended.text': 'the portal’s address, in the message itself',
  'notices.look-reviewed.text': 'the portal’s address, in the message itself',
  'notices.look-settled.text': 'the portal’s address, in the message itself',
  'notices.look-started.sms': 'the portal’s address, in the message itself',
  'notices.look-started.text': 'the portal’s address, in the message itself',
  'notices.look-urgent.sms': 'the portal’s address, in the message itself',
  'notices.look-urgent.text': 'the portal’s address, in the message itself',
  'overview.suggestions.sessions-open.text': 'the suggestion’s own link',
  'policies.contacts.intro': 'the numbers, the address and the button in the same part (ContactsPart)',
  'policies.parts.choices': 'the heading of the part whose first link leads to the consents (ChoicesPart)',
  'policies.purposes.refusable': 'the link to the consents in the same part (PurposesPart)',
}

/** The texts of the policy that name a right, and the part of its page that has the door. */
const parts: Record<string, string> = {
  'bases.consent.sentence': 'Door in PurposesPart',
  'consents.unrefusable.operation-records.reason':
    'Door in ChoicesPart, and the last row of the consents page',
  'policy.lede': 'the policy’s own parts, which its list of contents leads to',
  'requests.withdrawal': 'the title of the row leads to the request’s form (RightRow)',
  'duties.refusal': 'Door and CallDoor in ChoicesPart',
  'duties.rights': 'RightDoor in RightsPart',
  'duties.escalation': 'the address, the numbers and the regulator beside it',
}

function* leaves(tree: unknown, path: string): Generator<[path: string, text: string]> {
  if (typeof tree === 'string') yield [path, tree]
  else if (Array.isArray(tree))
    for (const [place, one] of tree.entries()) yield* leaves(one, `${path}.${one?.id ?? place}`)
  else if (typeof tree === 'object' && tree !== null)
    for (const [key, one] of Object.entries(tree)) yield* leaves(one, path ? `${path}.${key}` : key)
}

it('no sentence of the portal names a right without a door to it', () => {
  const found = [...leaves(messagesIn('en'), '')].filter(([, text]) => rights.test(text))
  const shut = found.filter(([, text]) => !/<\w+>/.test(text)).map(([path]) => path)
  expect(shut.filter((path) => !(path in doors))).toEqual([])
  expect(Object.keys(doors).filter((path) => !shut.includes(path))).toEqual([])
})

it('no text of the policy names a right without a door to it', () => {
  const found = [...leaves(catalogue(), '')].filter(
    ([path, text]) => path.endsWith('.en') && rights.test(text),
  )
  const open = ([path]: [string, string]) => Object.keys(parts).some((part) => path.startsWith(`${part}.`))
  expect(found.filter((one) => !open(one)).map(([path]) => path)).toEqual([])
})

it('a door stands in the same sentences of every language', () => {
  const tagged = (locale: (typeof locales)[number]) =>
    new Set(
      [...leaves(messagesIn(locale), '')].filter(([, text]) => /<\w+>/.test(text)).map(([path]) => path),
    )
  for (const locale of locales) expect(tagged(locale)).toEqual(tagged('en'))
})
