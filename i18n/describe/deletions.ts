import type { CertificateView, DeletionOutcome, DeskDeletionView } from '#domain/deletions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, moment, quoted } from '../format.ts'
import { translator } from '../translator.ts'
import { describeFate, describeRemains, type FateWords, together } from './deletion-plans.ts'

/** The bank's answer to a request for deletion that was carried out. */
export const describeDeletionAnswer = (locale: Locale, outcome: DeletionOutcome): string =>
  translator(locale, 'deletions')('answer', { ...outcome })
    .replace(/ {2,}/g, ' ')
    .trim()

/** A deletion at the desk, in words. */
export interface DeskDeletionWords {
  gone: FateWords[]
  kept: FateWords[]
  /** What was decided and by whom. */
  standing: string
}

export function describeDeskDeletion(locale: Locale, view: DeskDeletionView, now: Date): DeskDeletionWords {
  const say = translator(locale, 'deletions.desk')
  const { standing, end } = view
  const of = (fate: DeskDeletionView['fates'][number]['fate']) =>
    view.fates.filter((one) => one.fate === fate).map((one) => describeFate(locale, one))
  return {
    gone: of('erased'),
    kept: together(of('kept')),
    standing: end
      ? say(`end.${end}`)
      : standing
        ? say(`standing.${standing.kind}`, { staff: standing.staffId, at: moment(locale, standing.at, now) })
        : say('standing.none'),
  }
}

/** A certificate in words. */
export interface CertificateWords {
  back: string
  /** Its number and time. */
  number: string
  facts: { term: string; text: string }[]
  lists: { heading: string; mark: 'gone' | 'held'; fates: FateWords[] }[]
  rest: { term: string; texts: string[] }[]
}

export function describeCertificate(locale: Locale, view: CertificateView): CertificateWords {
  const say = translator(locale, 'deletions.certificate')
  const plan = translator(locale, 'deletions.plan')
  const { reference, at, request, operator, backups, anonymised } = view
  const day = (when: Date | string) => longDate(locale, when)
  const list = (fate: 'erased' | 'kept' | 'refused', mark: 'gone' | 'held') => ({
    heading: say(fate),
    mark,
    fates: view.lines.filter((line) => line.fate === fate).map((line) => describeLine(locale, line)),
  })
  const { dueOn } = request
  return {
    back: say('back', { reference: request.reference }),
    number: say('number', { reference, when: `${day(at)}, ${clockTime(at)}` }),
    facts: [
      { term: say('person'), text: describePerson(locale, view.person) },
      { term: say('issuer'), text: operator.name },
      {
        term: say('request'),
        text: [
          say('request-text', {
            reference: request.reference,
            subject: quoted(locale, request.subject),
            received: day(request.receivedAt),
          }),
          dueOn && say('request-due', { due: day(dueOn) }),
        ]
          .filter(Boolean)
          .join(' '),
      },
    ],
    lists: [list('erased', 'gone'), list('refused', 'held'), list('kept', 'held')].filter(
      ({ fates }) => fates.length > 0,
    ),
    rest: [
      ...(view.lines.length === 0 ? [{ term: say('nothing'), texts: [plan('none')] }] : []),
      ...(backups
        ? [
            {
              term: plan('backups'),
              texts: [say('backups-until', { date: longDate(locale, backups.until, 'until') }), backups.text],
            },
          ]
        : []),
      { term: plan('again'), texts: [plan('again-text')] },
      {
        term: plan('anonymised'),
        texts: [say('anonymised-none'), anonymised].flatMap((text) => text ?? []),
      },
      { term: plan('remains'), texts: describeRemains(locale, view.remains) },
    ],
  }
}

function describePerson(locale: Locale, { name, iinEnding }: CertificateView['person']): string {
  const say = translator(locale, 'deletions.certificate')
  const named = name ?? say('no-name')
  return iinEnding ? say('person-iin', { name: named, ending: iinEnding }) : named
}

/** What became of a kind of data, and what each system has said of it. */
function describeLine(locale: Locale, line: CertificateView['lines'][number]): FateWords {
  const say = translator(locale, 'deletions.certificate.system')
  const words = describeFate(locale, line)
  const said = line.systems.map(({ system, outcome, at }) =>
    say(outcome, { system, at: `${longDate(locale, at)}, ${clockTime(at)}` }),
  )
  return { ...words, why: [...words.why, ...said] }
}
