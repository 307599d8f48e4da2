import { describe, expect, it } from 'vitest'
import type { OpenedCopy } from '#domain/copies/open-copy.ts'
import { calendarResponse } from './calendar-response.ts'
import { copyResponse } from './copy-response.ts'

const bytes = Buffer.from('0123456789')
const opened = (kind: OpenedCopy['kind'], first = 0, last = 9): OpenedCopy => ({
  kind,
  range: { first, last },
  bytes: bytes.length,
  etag: '"hash"',
  name: 'arqau-copy-2026-11-20.zip',
  readyAt: new Date('2026-11-20T07:00:00Z'),
  content: (async function* () {
    for (const byte of bytes.subarray(first, last + 1)) yield Buffer.of(byte)
  })(),
})

describe('the answer to a request for a copy', () => {
  it('is the whole file, to be saved and never kept by a cache', async () => {
    const answer = copyResponse(opened('all'))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('0123456789')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': expect.stringContaining('no-store'),
      'content-disposition': 'attachment; filename="arqau-copy-2026-11-20.zip"',
      'content-length': '10',
      etag: '"hash"',
    })
  })

  it('is a range of it (206) that says which', async () => {
    const answer = copyResponse(opened('range', 3, 5))
    expect([answer.status, await answer.text()]).toEqual([206, '345'])
    expect(answer.headers.get('content-range')).toBe('bytes 3-5/10')
    expect(answer.headers.get('content-length')).toBe('3')
  })

  it('is that there is nothing so far behind (416)', async () => {
    const answer = copyResponse(opened('none'))
    expect([answer.status, await answer.text()]).toEqual([416, ''])
    expect(answer.headers.get('content-range')).toBe('bytes */10')
  })
})

describe('a day for a calendar', () => {
  it('is a whole day in Almaty, in lines of at most 75 octets', async () => {
    const title = `Деректеріңіздің көшірмесі; ${'өте ұзақ атау, '.repeat(8)}`
    const answer = calendarResponse({
      uid: '1@copies',
      made: new Date('2026-11-20T07:00:00Z'),
      // The 28th has begun in Almaty.
      on: new Date('2026-11-27T20:00:00Z'),
      title,
    })
    const text = await answer.text()
    expect(text).toContain('DTSTART;VALUE=DATE:20261128\r\n')
    expect(text).toContain('DTSTAMP:20261120T070000Z\r\n')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const unfolded = text.replace(/\r\n /g, '').replace(/\\([;,\\])/g, '$1')
    expect(unfolded).toContain(`SUMMARY:${title}`)
  })
})
