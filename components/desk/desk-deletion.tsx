import type { DeskDeletionView } from '#domain/deletions/schema.ts'
import type { FateWords } from '#i18n/describe/deletion-plans.ts'
import type { DeskDeletionWords } from '#i18n/describe/deletions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { Fate, Fates } from '../ui/fate.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Empty, Part } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { DeskForm } from './desk-form.tsx'

export interface DeskDeletionProps {
  view: DeskDeletionView
  words: DeskDeletionWords
  actions: Record<'propose' | 'answer', FormAction>
}

type Props = DeskDeletionProps & {
  reference: string
  /** The last step that the reader sees. */
  lastStep: number
}

/** What a deletion would do, as its customer was shown it, and the buttons by which two members of staff decide on it. */
export async function DeskDeletion({ view: { can }, words, actions, reference, lastStep }: Props) {
  const say = translator(await readerLocale(), 'deletions.desk')
  const { gone, kept, standing } = words
  return (
    <Part id="deletion" heading={say('title')} note={say('hint')}>
      <div className="grid gap-6">
        <p>{standing}</p>
        {gone.length + kept.length === 0 && <Empty>{say('empty')}</Empty>}
        <FateList heading={say('gone')} mark="gone" fates={gone} />
        <FateList heading={say('kept')} mark="held" fates={kept} />
        {can.propose && (
          <DeskForm action={actions.propose} hidden={{ reference, lastStep: String(lastStep) }}>
            <Button type="submit" kind="main">
              {say('propose')}
            </Button>
          </DeskForm>
        )}
        {can.decline && (
          <DeskForm action={actions.answer} hidden={{ reference, lastStep: String(lastStep) }}>
            {can.approve && (
              <Button type="submit" kind="main" name="answer" value="approve">
                {say('approve')}
              </Button>
            )}
            <Button type="submit" name="answer" value="decline">
              {say('decline')}
            </Button>
          </DeskForm>
        )}
      </div>
    </Part>
  )
}

interface ListProps {
  heading: string
  mark: 'gone' | 'held'
  fates: FateWords[]
}

function FateList({ heading, mark, fates }: ListProps) {
  if (fates.length === 0) return null
  return (
    <div>
      <Note>{heading}</Note>
      <Fates mark={mark}>
        {fates.map(({ field, title, until, why }) => (
          <Fate key={field} title={title} until={until} notes={why} />
        ))}
      </Fates>
    </div>
  )
}
