import { enterComplaint } from '#domain/complaints/enter-complaint.ts'
import { takeContact } from '#domain/contacts/take-contact.ts'
import { dayIn, hourMs } from '#policy/days.ts'
import type { DemoWorld } from './world.ts'

/** What reached the bank outside the portal: a letter that is a complaint, and a question by phone, still open. */
export async function demoContacts(world: DemoWorld): Promise<void> {
  const entered = world.daysAgo(4)
  await enterComplaint(world.staff('irina', entered, 'agent2'), {
    id: 'IN-2026/118',
    channel: 'letter',
    receivedOn: dayIn(world.catalogue.calendar.zone, world.daysAgo(6)),
    about: { kind: 'field', id: 'address' },
    text: 'Прошу письменно сообщить, каким компаниям передавали мой адрес с начала года и на каком основании. Письмо отправляю почтой, потому что рекламу по этому адресу получаю тоже почтой.',
    locale: 'ru',
  })
  const called = new Date(world.now.getTime() - 2 * hourMs)
  await takeContact(world.staff('serik', called, 'agent2'), {
    kind: 'phone-question',
    note: 'Деректерім бетінде тұрған ескі мекенжай қайдан шыққанын сұрады.',
  })
}
