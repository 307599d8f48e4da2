import type { ReactNode } from 'react'
import type { DeletionPlanWords, FateWords } from '#i18n/describe/deletion-plans.ts'
import { number } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Fate, Fates } from '../ui/fate.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Lede, Note } from '../ui/text.tsx'

interface Props {
  words: DeletionPlanWords
  /** Whether it is about one thing and not about all data. */
  narrowed: boolean
}

/** How many kinds of data a deletion would erase and how many would stay, under the page's title. */
export async function DeletionCount({ words: { counts }, narrowed }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'deletions.plan')
  const way = (to: string) => (chunks: ReactNode) => <a href={to}>{chunks}</a>
  const total = counts.gone + counts.kept
  const shown = { gone: number(locale, counts.gone), kept: number(locale, counts.kept) }
  const alone = counts.gone === 1 ? say('only-gone') : say('only-kept')
  const counted = () => say.rich('count', { total, ...shown, goneWay: way('#gone'), keptWay: way('#kept') })
  return (
    <>
      <Lede>{total === 0 ? say('none') : total === 1 ? alone : counted()}</Lede>
      <Note>{say('unchanged')}</Note>
      {narrowed && (
        <Note>
          <PortalLink href="/requests/new?kind=deletion">{say('all')}</PortalLink>
        </Note>
      )}
    </>
  )
}

/** What a deletion would do to each kind of data, and what else there is to know, before it is asked for. */
export async function DeletionPlan({ words, narrowed }: Props) {
  const say = translator(await readerLocale(), 'deletions.plan')
  const { gone, kept } = words.counts
  return (
    <>
      {gone + kept > 0 && <PlannedFates words={words} narrowed={narrowed} />}
      <Part heading={say('after')}>
        <Facts>
          {words.backups.length > 0 && <Fact term={say('backups')}>{words.backups.join(' ')}</Fact>}
          <Fact term={say('again')}>{say('again-text')}</Fact>
          <Fact term={say('anonymised')}>{words.anonymised.join(' ')}</Fact>
          <Fact term={say('remains')}>
            {words.remains.map((one) => (
              <p key={one} className="mt-2 first:mt-0">
                {one}
              </p>
            ))}
          </Fact>
        </Facts>
      </Part>
    </>
  )
}

/** What would be erased and what would stay. */
async function PlannedFates({ words: { gone, kept, contracts }, narrowed }: Props) {
  const say = translator(await readerLocale(), 'deletions.plan')
  const complain = (chunks: ReactNode) => <PortalLink href="/complaints/new">{chunks}</PortalLink>
  return (
    <>
      <Part id="gone" heading={say('gone')} note={gone.length > 0 && say('gone-note')}>
        {gone.length === 0 ? (
          <Empty>{say('gone-none')}</Empty>
        ) : (
          <Fates mark="gone">
            {gone.map((fate) => (
              <PlannedFate key={fate.field} fate={fate} alone={narrowed || gone.length === 1} />
            ))}
          </Fates>
        )}
      </Part>
      <Part id="kept" heading={say('kept')} note={kept.length > 0 && say('kept-note')}>
        {kept.length === 0 ? (
          <Empty>{say('kept-none')}</Empty>
        ) : (
          <div>
            <Fates mark="held">
              {kept.map((fate) => (
                <PlannedFate key={fate.field} fate={fate} alone />
              ))}
            </Fates>
            {contracts && <Note>{contracts}</Note>}
            <Note>{say('kept-then')}</Note>
            <Note>{say.rich('disagree', { complain })}</Note>
          </div>
        )}
      </Part>
    </>
  )
}

async function PlannedFate({ fate, alone }: { fate: FateWords; alone: boolean }) {
  const say = translator(await readerLocale(), 'deletions.plan')
  const { field, title, count, until, why, consent } = fate
  const way = (chunks: ReactNode) => <PortalLink href="/consents">{chunks}</PortalLink>
  const notes = [
    ...why,
    ...(consent ? [say.rich('consent', { title: consent, way })] : []),
    ...(alone
      ? []
      : [
          <PortalLink key="only" href={`/requests/new?kind=deletion&about=field:${field}`}>
            {say('only')}
          </PortalLink>,
        ]),
  ]
  return <Fate title={title} count={count} until={until} notes={notes} />
}

/** What to weigh before the button. */
export async function DeletionChoice() {
  const say = translator(await readerLocale(), 'deletions.plan')
  const to = (href: '/copies' | '/requests/new?kind=restriction') => (chunks: ReactNode) => (
    <PortalLink href={href}>{chunks}</PortalLink>
  )
  return (
    <p>{say.rich('choice-text', { copy: to('/copies'), restrict: to('/requests/new?kind=restriction') })}</p>
  )
}
