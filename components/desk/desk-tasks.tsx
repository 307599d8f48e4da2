import type { DeskCaseView } from '#domain/desk/schema.ts'
import type { DeskCaseWords } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { TaskRows } from '../requests/request-tasks.tsx'
import { Button } from '../ui/button.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Part } from '../ui/part.tsx'
import { DeskForm } from './desk-form.tsx'

interface Props {
  view: DeskCaseView
  words: DeskCaseWords
  send: FormAction
}

/** Sends a request to the bank's systems, and says what they have answered and who is late. */
export async function DeskTasks({ view: { shown, may }, words: { tasks, awaited }, send }: Props) {
  if (!may.send && tasks.length === 0) return null
  const say = translator(await readerLocale(), 'tasks')
  return (
    <Part id="systems" heading={say('title')} note={may.send ? say('desk.hint') : awaited}>
      {may.send ? (
        <DeskForm action={send} hidden={{ reference: shown.reference, lastStep: String(shown.lastStep) }}>
          <Button type="submit" kind="main">
            {say('desk.send')}
          </Button>
        </DeskForm>
      ) : (
        <TaskRows tasks={tasks} />
      )}
    </Part>
  )
}
