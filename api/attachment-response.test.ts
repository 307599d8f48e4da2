import { expect, it } from 'vitest'
import { fileResponse, sentenceResponse } from './attachment-response.ts'

const fileOf = (bytes: Uint8Array, given: { name?: string; mediaType?: string } = {}) =>
  fileResponse({ name: 'a.txt', mediaType: 'text/plain', ...given, bytes })

it('a file is saved, and can be neither shown nor framed', () => {
  expect(Object.fromEntries(fileOf(Buffer.from('x'), { mediaType: 'image/png' }).headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
})

it('a text that is a file says how it is written, or that it is bytes', () => {
  expect(fileOf(Buffer.from('Шағым')).headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(fileOf(Buffer.from([0xd8, 0xe0, 0xe3])).headers.get('content-type')).toBe('application/octet-stream')
})

it.each(['a"; filename="b.html', 'a\\"b', 'қағаз %22.txt', "a'(b)*.txt"])(
  'the name %j ends no header early',
  (name) => {
    const saved = fileOf(Buffer.from('x'), { name }).headers.get('content-disposition') ?? ''
    const [, plain = '', encoded = ''] =
      /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w.%!~-]*)$/.exec(saved) ?? []
    expect(plain).toMatch(/^[\x20-\x7e]+$/)
    expect(decodeURIComponent(encoded)).toBe(name)
  },
)

it('a sentence in the place of a file may run nothing', async () => {
  const answer = sentenceResponse(404, 'Мұндай файл жоқ')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'private, no-store',
  })
})
