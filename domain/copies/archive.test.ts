import { expect, it } from 'vitest'
import { bytesOf } from '#testing/copies.ts'
import { archiveOf } from './archive.ts'

it('an archive that fails before it is read ends no process, and tells its reader why', async () => {
  const content = (async function* (): AsyncGenerator<string> {
    yield await Promise.reject(new Error('no PDF'))
  })()
  const entries = (async function* () {
    yield { path: 'digest.pdf', step: 'digest', compress: false, content } as const
  })()
  const archive = archiveOf(entries, new Date(), () => '')
  await new Promise<void>((resolve) => archive.once('close', () => resolve()))
  await expect(bytesOf(archive)).rejects.toThrow('no PDF')
})
