import type { ReceiptView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate } from '../format.ts'
import { type Say, translator } from '../translator.ts'

interface ReceiptFact {
  term: string
  text: string
  /** The text's language, where it is not the reader's. */
  lang?: Locale
  /** A checksum or a number, which may break anywhere. */
  hash?: string
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
  const { recipients, shown } = receipt
  const recipientText = ({ name, countries }: ReceiptView['recipients'][number]) =>
    say('receipt.recipient', { name, countries: countries.join(', ') })
  const abroad = recipients.filter((one) => one.abroad).map(recipientText)
  return [
    { term: say('receipt.allows'), text: receipt.allows },
    ...(shown ? [{ term: say('receipt.shown'), text: shown.text, lang: shown.lang }] : []),
    { term: say('receipt.purpose'), text: receipt.purpose },
    { term: say('receipt.fields'), text: receipt.fields.join(', ') },
    {
      term: say('receipt.term'),
      text: receipt.expiresAt
        ? say('receipt.until', { date: longDate(locale, receipt.expiresAt, 'until') })
        : say('receipt.ended'),
    },
    {
      term: say('receipt.third'),
      text: recipients.length > 0 ? recipients.map(recipientText).join(', ') : say('receipt.no-third'),
    },
    { term: say('receipt.abroad'), text: abroad.length > 0 ? abroad.join(', ') : say('receipt.no-abroad') },
    { term: say('receipt.public'), text: say('receipt.no-public') },
    {
      term: say('receipt.withdrawal'),
      text: say('receipt.withdrawal-text', { phones: receipt.operator.phones.join(', ') }),
    },
    {
      term: say(receipt.channel === 'policy' ? 'receipt.ended-version' : 'receipt.policy'),
      text: say('receipt.policy-text', { version: receipt.policyVersion }),
      hash: receipt.policyHash,
    },
  ]
}
