import type { CertificateView, DeletionOutcome, DeskDeletionView } from '#domain/deletions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, longDate, moment, quoted } from '../format.ts'
import { translator } from '../translator.ts'
import { describeFate, describeRemains, type FateWords, together } from './deletion-plans.ts'

/** The bank's answer to a request for deletion that was carried out. */
export function describeDeletionAnswer(
  locale: Locale,
  { certificate, erased, kept, refused }: DeletionOutcome,
): string {
  const say = translator(locale, 'deletions.answer')
  const left = kept + refused
  return [
    erased > 0 ? say(left > 0 ? 'partly' : 'all', { erased }) : say(left > 0 ? 'none' : 'empty'),
    kept > 0 && say('kept', { kept }),
    refused > 0 && say('refused', { refused }),
    say('certificate', { certificate }),
  ]
    .filter(Boolean)
    .join(' ')
}

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
  /** That nothing was erased, and where nothing was held, that too. */
  nothing: string[]
  facts: { term: string; text: string }[]
  lists: { heading: string; mark: 'gone' | 'held'; fates: FateWords[] }[]
  rest: { term: string; texts: string[] }[]
}

export function describeCertificate(locale: Locale, view: CertificateView): CertificateWords {
  const say = translator(locale, 'deletions.certificate')
  const plan = translator(locale, 'deletions.plan')
  const { reference, at, request, operator, backups, anonymised } = view
  const day = (when: Date | string) => longDate(locale, when)
  const list = (become: keyof typeof marks) => ({
    heading: say(become),
    mark: marks[become],
    fates: view.lines.filter((line) => becomeOf(line) === become).map((line) => describeLine(locale, line)),
  })
  const isErased = view.lines.some(({ fate }) => fate === 'erased')
  const { dueOn } = request
  return {
    back: say('back', { reference: request.reference }),
    number: say('number', { reference, when: `${day(at)}, ${clockTime(at)}` }),
    nothing: [
      ...(isErased ? [] : [say('nothing-erased')]),
      ...(view.lines.length === 0 ? [translator(locale, 'deletions.desk')('empty')] : []),
    ],
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
    lists: [list('erased'), list('refused'), list('kept'), list('over')].filter(
      ({ fates }) => fates.length > 0,
    ),
    rest: [
      ...(backups
        ? [
            {
              term: plan('backups'),
              texts: [say('backups-until', { date: longDate(locale, backups.until, 'until') }), backups.text],
            },
          ]
        : []),
      ...(isErased ? [{ term: plan('again'), texts: [plan('again-text')] }] : []),
      {
        term: plan('anonymised'),
        texts: [say('anonymised-none'), anonymised].flatMap((text) => text ?? []),
      },
      { term: plan('remains'), texts: describeRemains(locale, view.remains) },
    ],
  }
}

/** What became of kinds of data, each with the mark of its list; `over` of what is kept past its day. */
const marks = { erased: 'gone', refused: 'held', kept: 'held', over: 'held' } as const

const becomeOf = ({ fate, over }: CertificateView['lines'][number]) => (over ? 'over' : fate)

function describePerson(locale: Locale, { name, iinEnding }: CertificateView['person']): string {
  const say = translator(locale, 'deletions.certificate')
  const named = name ?? say('no-name')
  return iinEnding ? say('person-iin', { name: named, ending: iinEnding }) : named
}

/** What became of a kind of data, and what each system has said of it. */
function describeLine(locale: Locale, line: CertificateView['lines'][number]): FateWords {
  const say = translator(locale, 'deletions.certificate.system')
  const words = { ...describeFate(locale, line), ...(line.until && { until: describeDay(locale, line) }) }
  const said = line.systems.map(({ system, outcome, at }) =>
    say(outcome, { system, at: `${longDate(locale, at)}, ${clockTime(at)}` }),
  )
  return { ...words, why: [...words.why, ...said] }
}

/** Until when the bank may keep what it held when it was asked. */
const describeDay = (locale: Locale, { until, over }: CertificateView['lines'][number]): string | null =>
  until &&
  translator(locale, 'deletions.certificate')(over ? 'until-over' : 'until', {
    date: longDate(locale, until, 'until'),
  })
