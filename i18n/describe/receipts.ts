import type { ReceiptView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, quoted } from '../format.ts'
import { type Say, translator } from '../translator.ts'

interface ReceiptFact {
  term: string
  text: string
  /** The text's language, where it is not the reader's. */
  lang?: Locale
  /** A checksum or a number, which may break anywhere. */
  hash?: string
  /** The phone numbers in the text. */
  phones?: string[]
  /** The text names something that is done on the consents page. */
  isDoneThere?: true
}

export interface ReceiptWords {
  /** The decision and the consent. */
  lede: string
  parts: { heading: string; note?: string; facts: ReceiptFact[] }[]
}

/** A receipt part by part, with every item of Law 94-V, art. 8(4). */
export function describeReceipt(locale: Locale, receipt: ReceiptView): ReceiptWords {
  const say = translator(locale, 'consents')
  const when = say('receipt.time', { when: `${longDate(locale, receipt.at)}, ${clockTime(receipt.at)}` })
  return {
    lede: `${outcomeOf(say, receipt)}: ${receipt.title}`,
    parts: [
      { heading: say('receipt.what'), facts: decisionFacts(say, receipt, when) },
      { heading: say('receipt.who'), facts: partyFacts(say, receipt) },
      {
        heading: say('receipt.terms'),
        note: say(receipt.channel === 'policy' ? 'receipt.terms-of-yes' : 'receipt.terms-note'),
        facts: termFacts(say, locale, receipt),
      },
    ],
  }
}

const outcomeOf = (say: Say<'consents'>, { channel, outcome }: ReceiptView): string =>
  say(channel === 'policy' ? 'receipt.ended-by-policy' : `receipt.${outcome}`)

function decisionFacts(say: Say<'consents'>, receipt: ReceiptView, when: string): ReceiptFact[] {
  const { confirmation, confirmed, despiteSignal, evidence } = receipt
  return [
    { term: say('receipt.decision'), text: outcomeOf(say, receipt) },
    { term: say('receipt.when'), text: when },
    { term: say('receipt.how'), text: say(`channel.${receipt.channel}`) },
    ...(receipt.channel === 'policy'
      ? []
      : [{ term: say('receipt.language'), text: say(`language.${receipt.locale}`) }]),
    ...(evidence ? [{ term: say('receipt.evidence'), text: '', hash: evidence }] : []),
    ...(confirmed && confirmation ? [{ term: say('receipt.confirmation'), text: confirmation }] : []),
    ...(despiteSignal ? [{ term: say('receipt.despite'), text: say('receipt.despite-text') }] : []),
    { term: say('receipt.number'), text: '', hash: receipt.id },
  ]
}

function partyFacts(say: Say<'consents'>, { operator, subject }: ReceiptView): ReceiptFact[] {
  return [
    { term: say('receipt.operator'), text: operator.name },
    {
      term: say('receipt.bin'),
      text: operator.assumedBin ? say('receipt.assumed', { value: operator.bin }) : operator.bin,
    },
    { term: say('receipt.address'), text: operator.address },
    { term: say('receipt.subject'), text: subject ?? say('receipt.no-name') },
  ]
}

function termFacts(say: Say<'consents'>, locale: Locale, receipt: ReceiptView): ReceiptFact[] {
  const { recipients, shown, outcome } = receipt
  const abroad = recipients.filter((one) => one.abroad)
  return [
    allowsFact(say, locale, receipt),
    ...(shown ? [{ term: say('receipt.shown'), text: quoted(locale, shown.text), lang: shown.lang }] : []),
    { term: say('receipt.purpose'), text: receipt.purpose },
    { term: say('receipt.fields'), text: receipt.fields.join(', ') },
    { term: say('receipt.term'), text: termText(say, locale, receipt) },
    { term: say('receipt.third'), text: givenTo(say, outcome, recipients) ?? say('receipt.no-third') },
    { term: say('receipt.abroad'), text: givenTo(say, outcome, abroad) ?? say('receipt.no-abroad') },
    { term: say('receipt.public'), text: say('receipt.no-public') },
    ...(outcome === 'given'
      ? [
          {
            term: say('receipt.withdrawal'),
            text: say('receipt.withdrawal-text', { phones: receipt.operator.phones.join(', ') }),
            phones: receipt.operator.phones,
            isDoneThere: true as const,
          },
        ]
      : [{ term: say('receipt.again'), text: say('receipt.again-text'), isDoneThere: true as const }]),
    {
      term: say(receipt.channel === 'policy' ? 'receipt.ended-version' : 'receipt.policy'),
      text: say('receipt.policy-text', { version: receipt.policyVersion }),
      hash: receipt.policyHash,
    },
  ]
}

/** What the consent allows; of one withdrawn or refused what it would, or in quotes its text, if that is all there is. */
function allowsFact(
  say: Say<'consents'>,
  locale: Locale,
  { outcome, allows, wouldAllow }: ReceiptView,
): ReceiptFact {
  if (outcome === 'given') return { term: say('receipt.allows'), text: allows }
  if (wouldAllow) return { term: say('receipt.would-allow'), text: wouldAllow }
  return { term: say('receipt.its-text'), text: quoted(locale, allows) }
}

function termText(say: Say<'consents'>, locale: Locale, { outcome, expiresAt }: ReceiptView): string {
  if (outcome !== 'given') return say(`receipt.over.${outcome}`)
  return expiresAt
    ? say('receipt.until', { date: longDate(locale, expiresAt, 'until') })
    : say('receipt.open')
}

/** To whom data go by the decision, or would go if it were a yes; null when to nobody either way. */
function givenTo(
  say: Say<'consents'>,
  outcome: ReceiptView['outcome'],
  recipients: ReceiptView['recipients'],
): string | null {
  if (recipients.length === 0) return null
  const list = recipients
    .map(({ name, countries }) => say('receipt.recipient', { name, countries: countries.join(', ') }))
    .join(', ')
  return outcome === 'given' ? list : say(`receipt.stopped.${outcome}`, { list })
}
