import { attach } from '#domain/cases/attach.ts'
import { extendCase } from '#domain/cases/extend-case.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import { assignCase } from '#domain/desk/assign-case.ts'
import { writeNote } from '#domain/desk/write-note.ts'
import { almatyTime, letOut } from './bank-texts.ts'
import { callListPicture } from './call-list-picture.ts'
import { type Story, type StoryStep, stories } from './complaint-stories.ts'
import { type DemoWorld, demoStaff } from './world.ts'

/** Complaints that are answered, open, extended or late; staff took each step on its own day. */
export async function demoComplaints(world: DemoWorld): Promise<void> {
  for (const story of stories) await tell(world, story)
}

async function tell(world: DemoWorld, story: Story): Promise<void> {
  const { customer, locale = 'kk', days, about, text, picture } = story
  const ctx = { ...world.as(customer, almatyTime(world.daysAgo(days), 16, 24)), locale }
  const file =
    picture && (await attach(ctx, { name: picture, type: 'image/png', bytes: callListPicture(360, 200) }))
  const attachments = file ? [file.id] : []
  const { id } = await fileComplaint(ctx, { kind: 'ordinary', about, text, attachments })
  const at = { caseId: id, lastStep: 2, lastAssignment: 0 }
  for (const step of story.steps) await take(world, story, step, at)
}

async function take(
  world: DemoWorld,
  { customer, days }: Story,
  step: StoryStep,
  at: { caseId: string; lastStep: number; lastAssignment: number },
): Promise<void> {
  const { caseId, lastStep, lastAssignment } = at
  const morning = almatyTime(world.daysAgo(days - step.after), 9, 40)
  const staff = world.staff(customer, morning, step.by)
  switch (step.kind) {
    case 'assigned':
      at.lastAssignment = (await assignCase(staff, { caseId, to: demoStaff[step.to], lastAssignment })).number
      return
    case 'note':
      await writeNote(staff, { caseId, text: step.text })
      return
    case 'extended':
      await extendCase(staff, { caseId, reason: step.text, lastStep })
      at.lastStep += await letOut(world, staff)
      return
    case 'negotiation':
      at.lastStep = (await writeMessage(world.as(customer, morning), { ...step, caseId, lastStep })).lastStep
      return
    default:
      at.lastStep = (await moveComplaint(staff, { ...step, caseId, lastStep })).lastStep
      at.lastStep += await letOut(world, staff)
  }
}
