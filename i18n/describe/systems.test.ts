import { describe, expect, it } from 'vitest'
import { eventTypes } from '#db/schema/event-types.ts'
import { deliveryFaults } from '#domain/events/schema.ts'
import { scopes } from '#domain/permissions.ts'
import type { Health, KeyView, SystemLine } from '#domain/systems/schema.ts'
import { healthStates } from '#domain/systems/schema.ts'
import { locales } from '#policy/locale.ts'
import { translator } from '../translator.ts'
import { describeHealth, describeHealthState, describeKey, describeLine } from './systems.ts'

const now = new Date('2026-11-20T09:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

describe('the words for systems', () => {
  it.each(locales)('name every scope, event, fault and health state in %s', (locale) => {
    const say = translator(locale, 'systems')
    const scope = translator(locale, 'scopes')
    const event = translator(locale, 'events')
    const keys = [
      ...deliveryFaults.map((fault) => `fault.${fault}`),
      ...healthStates.map((state) => `health-state.${state}`),
    ]
    expect(keys.filter((key) => !say.has(key))).toEqual([])
    expect(scopes.filter((name) => !scope.has(name))).toEqual([])
    expect(eventTypes.filter((type) => !event.has(type))).toEqual([])
  })
})

describe('a system in words', () => {
  const line: SystemLine = {
    id: 'sms-gateway',
    name: 'SMS шлюзі',
    healthState: 'late',
    late: 2,
    waiting: 5,
    failing: 3,
    lastSentAt: ago(60),
    keys: 2,
    keysUntil: new Date('2026-12-20T09:00:00Z'),
  }

  it('says how it does, with a mark, and counts what it counts', () => {
    const doing = (healthState: SystemLine['healthState']) =>
      describeHealthState('ru', { ...line, healthState })
    expect(doing('late')).toEqual({ is: 'bad', text: '2 подтверждения опаздывают' })
    expect(doing('failing')).toEqual({ is: 'wait', text: '3 доставки не проходят' })
    expect(doing('behind')).toEqual({ is: 'wait', text: '5 событий ждут' })
    expect(doing('well')).toEqual({ is: 'done', text: 'Всё доставлено' })
    expect(doing('silent').is).toBe('off')
  })

  it('says when something was last delivered, and until when its keys work', () => {
    expect(describeLine('kk', line, now)).toBe(
      'Соңғы жеткізілгені: 20\u00a0қараша, 13:00. 2 кілт жұмыс істеп тұр, алғашқысы 2026\u00a0жылғы 20\u00a0желтоқсанға дейін жарайды.',
    )
    expect(describeLine('en', { ...line, lastSentAt: null, keys: 0, keysUntil: null }, now)).toBe(
      'Nothing has been delivered yet. No working key.',
    )
  })

  const health: Health = {
    healthState: 'failing',
    waiting: 0,
    lagSeconds: null,
    failing: 0,
    tries: 0,
    fault: null,
    lastSentAt: null,
    lastConfirmedAt: null,
    late: 0,
  }
  const waiting = (lagSeconds: number) =>
    describeHealth('ru', { ...health, waiting: 1, lagSeconds }, now)[0]?.text

  it.each([
    [59, 'меньше минуты'],
    [60, '1 минуту'],
    [59 * 60 + 59, '59 минут'],
    [60 * 60, '1 час'],
    [47 * 60 * 60, '47 часов'],
    [48 * 60 * 60, '2 дня'],
  ])('says of %i seconds how long they are', (seconds, span) => {
    expect(waiting(seconds)).toBe(`1 событие, самое старое ждёт ${span}`)
  })

  it.each([
    ['503', 'ответ HTTP 503'],
    ['timeout', 'ответ не пришёл вовремя'],
    ['quite-new', 'quite-new'],
  ])('says what went wrong: %s', (fault, said) => {
    const failing = describeHealth('ru', { ...health, failing: 1, tries: 4, fault }, now)[1]
    expect(failing?.text).toBe(`1 доставка, 4 попытки; последняя: ${said}`)
  })

  it('shows of a key what may be seen, and who ended it', () => {
    const key: KeyView = {
      id: '0123456789ab',
      scopes: ['consents:check', 'events:read'],
      state: 'live',
      createdAt: ago(24 * 60),
      createdBy: 'Қ-106',
      expiresAt: new Date('2026-12-20T09:00:00Z'),
      revokedAt: null,
      revokedBy: null,
      lastUsedAt: ago(5),
    }
    expect(describeKey('kk', key, now)).toEqual({
      id: key.id,
      title: 'arqau_0123456789ab_…',
      state: { is: 'done', text: '2026\u00a0жылғы 20\u00a0желтоқсанға дейін жарайды' },
      sentences:
        'Рұқсаты: келісім бар-жоғын сұрау, оқиғалар лентасын оқу. Қ-106 2026\u00a0жылғы 19\u00a0қарашада берді. ' +
        'Соңғы рет 20\u00a0қараша, 13:55 шамасында қолданылды.',
      live: true,
    })
    const ended = { ...key, state: 'revoked', revokedAt: ago(1), revokedBy: 'Қ-106' } as const
    expect(describeKey('ru', ended, now)).toMatchObject({
      state: { is: 'off', text: 'Қ-106 закрыл 20\u00a0ноября 2026\u00a0года' },
      live: false,
    })
  })
})
