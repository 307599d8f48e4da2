/** What the portal pushes when the bank sends a request to a system. */
export interface PushedTask {
  type: string
  data: { data: { task: string } }
}

/** What of a task is needed to answer it: `GET /api/v1/tasks/{id}`. */
interface Task {
  kind: string
  fields: string[]
  /** Whether the request still waits for its answer. */
  open: boolean
  words: string | null
  answers: { field: string }[]
}

/**
 * Answers the tasks of a system. Here the customer is believed; in a bank a person reads the document first
 * (`GET …/tasks/{id}/documents/{document}`) and answers when the value stands, at any time up to the last day.
 * @param portal the address of the portal. @param key the system's, with `tasks:answer`.
 * @param holds whether the system has anything of a kind of data.
 */
export function taskAnswerer(portal: string, key: string, holds: (field: string) => boolean) {
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(`/api/v1${path}`, portal), {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return response.json()
  }
  const answerTo = ({ kind, words }: Task, field: string) => {
    if (!holds(field)) return { field, outcome: 'not-held' }
    if (kind !== 'correction') return { field, outcome: 'done' }
    return { field, outcome: 'done', value: words?.split(':').at(-1)?.trim() }
  }
  /** What it throws makes the portal send the event again; what was answered before is not answered twice. */
  return async ({ data: { data } }: PushedTask): Promise<void> => {
    const task = (await call(`/tasks/${data.task}`)) as Task
    const waiting = task.fields.filter((field) => !task.answers.some((said) => said.field === field))
    if (!task.open || waiting.length === 0) return
    await call(`/tasks/${data.task}/answers`, { answers: waiting.map((field) => answerTo(task, field)) })
  }
}
