import type { Locale } from '#policy/locale.ts'
import enActivity from './messages/en/activity.json' with { type: 'json' }
import enBorrowed from './messages/en/borrowed.json' with { type: 'json' }
import enCommon from './messages/en/common.json' with { type: 'json' }
import enComplaints from './messages/en/complaints.json' with { type: 'json' }
import enConsents from './messages/en/consents.json' with { type: 'json' }
import enData from './messages/en/data.json' with { type: 'json' }
import enDesk from './messages/en/desk.json' with { type: 'json' }
import enDevelopers from './messages/en/developers.json' with { type: 'json' }
import enErrors from './messages/en/errors.json' with { type: 'json' }
import enLooks from './messages/en/looks.json' with { type: 'json' }
import enOutgoing from './messages/en/outgoing.json' with { type: 'json' }
import enOversight from './messages/en/oversight.json' with { type: 'json' }
import enOverview from './messages/en/overview.json' with { type: 'json' }
import enPolicy from './messages/en/policy.json' with { type: 'json' }
import enRecipients from './messages/en/recipients.json' with { type: 'json' }
import enSettings from './messages/en/settings.json' with { type: 'json' }
import enSignIn from './messages/en/sign-in.json' with { type: 'json' }
import enStaff from './messages/en/staff.json' with { type: 'json' }
import enSystems from './messages/en/systems.json' with { type: 'json' }
import kkActivity from './messages/kk/activity.json' with { type: 'json' }
import kkBorrowed from './messages/kk/borrowed.json' with { type: 'json' }
import kkCommon from './messages/kk/common.json' with { type: 'json' }
import kkComplaints from './messages/kk/complaints.json' with { type: 'json' }
import kkConsents from './messages/kk/consents.json' with { type: 'json' }
import kkData from './messages/kk/data.json' with { type: 'json' }
import kkDesk from './messages/kk/desk.json' with { type: 'json' }
import kkDevelopers from './messages/kk/developers.json' with { type: 'json' }
import kkErrors from './messages/kk/errors.json' with { type: 'json' }
import kkLooks from './messages/kk/looks.json' with { type: 'json' }
import kkOutgoing from './messages/kk/outgoing.json' with { type: 'json' }
import kkOversight from './messages/kk/oversight.json' with { type: 'json' }
import kkOverview from './messages/kk/overview.json' with { type: 'json' }
import kkPolicy from './messages/kk/policy.json' with { type: 'json' }
import kkRecipients from './messages/kk/recipients.json' with { type: 'json' }
import kkSettings from './messages/kk/settings.json' with { type: 'json' }
import kkSignIn from './messages/kk/sign-in.json' with { type: 'json' }
import kkStaff from './messages/kk/staff.json' with { type: 'json' }
import kkSystems from './messages/kk/systems.json' with { type: 'json' }
import ruActivity from './messages/ru/activity.json' with { type: 'json' }
import ruBorrowed from './messages/ru/borrowed.json' with { type: 'json' }
import ruCommon from './messages/ru/common.json' with { type: 'json' }
import ruComplaints from './messages/ru/complaints.json' with { type: 'json' }
import ruConsents from './messages/ru/consents.json' with { type: 'json' }
import ruData from './messages/ru/data.json' with { type: 'json' }
import ruDesk from './messages/ru/desk.json' with { type: 'json' }
import ruDevelopers from './messages/ru/developers.json' with { type: 'json' }
import ruErrors from './messages/ru/errors.json' with { type: 'json' }
import ruLooks from './messages/ru/looks.json' with { type: 'json' }
import ruOutgoing from './messages/ru/outgoing.json' with { type: 'json' }
import ruOversight from './messages/ru/oversight.json' with { type: 'json' }
import ruOverview from './messages/ru/overview.json' with { type: 'json' }
import ruPolicy from './messages/ru/policy.json' with { type: 'json' }
import ruRecipients from './messages/ru/recipients.json' with { type: 'json' }
import ruSettings from './messages/ru/settings.json' with { type: 'json' }
import ruSignIn from './messages/ru/sign-in.json' with { type: 'json' }
import ruStaff from './messages/ru/staff.json' with { type: 'json' }
import ruSystems from './messages/ru/systems.json' with { type: 'json' }

const kk = {
  activity: kkActivity,
  borrowed: kkBorrowed,
  common: kkCommon,
  complaints: kkComplaints,
  consents: kkConsents,
  data: kkData,
  desk: kkDesk,
  developers: kkDevelopers,
  errors: kkErrors,
  looks: kkLooks,
  outgoing: kkOutgoing,
  oversight: kkOversight,
  overview: kkOverview,
  policy: kkPolicy,
  recipients: kkRecipients,
  settings: kkSettings,
  signIn: kkSignIn,
  staff: kkStaff,
  systems: kkSystems,
}
const ru = {
  activity: ruActivity,
  borrowed: ruBorrowed,
  common: ruCommon,
  complaints: ruComplaints,
  consents: ruConsents,
  data: ruData,
  desk: ruDesk,
  developers: ruDevelopers,
  errors: ruErrors,
  looks: ruLooks,
  outgoing: ruOutgoing,
  oversight: ruOversight,
  overview: ruOverview,
  policy: ruPolicy,
  recipients: ruRecipients,
  settings: ruSettings,
  signIn: ruSignIn,
  staff: ruStaff,
  systems: ruSystems,
}
const en = {
  activity: enActivity,
  borrowed: enBorrowed,
  common: enCommon,
  complaints: enComplaints,
  consents: enConsents,
  data: enData,
  desk: enDesk,
  developers: enDevelopers,
  errors: enErrors,
  looks: enLooks,
  outgoing: enOutgoing,
  oversight: enOversight,
  overview: enOverview,
  policy: enPolicy,
  recipients: enRecipients,
  settings: enSettings,
  signIn: enSignIn,
  staff: enStaff,
  systems: enSystems,
}

/** The interface's words. Kazakh sets the shape; a test holds Russian and English to the same keys. */
export type Messages = typeof kk

const all: Record<Locale, Messages> = { kk, ru, en }

export const messages = (locale: Locale): Messages => all[locale]
