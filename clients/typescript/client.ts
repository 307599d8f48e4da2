// Made of docs/openapi.json by `npm run openapi`. It needs `fetch` and nothing else.

export interface Access {
  /** Where the portal is served, such as `https://privacy.example.kz`. */
  address: string
  /** A key of the system: `arqau_…`. */
  key: string
  fetch?: typeof globalThis.fetch
}

export interface Options {
  /** Names a write, so that it happens once however often it is sent. */
  idempotencyKey?: string
  /** In which language refusals are told. */
  language?: 'kk' | 'ru' | 'en'
  signal?: AbortSignal
}

/** Problem details (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  requestId: string
  errors?: { path: string; detail: string }[]
}

/** The API refused; `problem` says why. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly problem: Problem
  /** Seconds to wait before trying again; null where that would not help. */
  readonly retryAfter: number | null
  constructor(problem: Problem, retryAfter: number | null) {
    super(`${problem.status} ${problem.detail}`)
    this.problem = problem
    this.retryAfter = retryAfter
  }
}

export type CheckConsentsBody = {
  /** What is asked, in the order of the answers. */
  pairs: {
    /** The bank's own id of the customer. */
    customer: string
    /** The id of the consent in the policy. */
    consent: string
  }[]
}

export type CheckConsentsAnswer = {
  /** One for each pair, in their order. */
  answers: {
    /** The bank's own id of the customer, as asked. */
    customer: string
    /** The consent, as asked. */
    consent: string
    /** True only while a yes is in force that covers all the consent allows today. */
    allowed: boolean
    /** Why: the latest decision, that it has run out, that none was taken, or what is unknown. `outgrown`: the policy has added data, a purpose, recipients or countries since the yes, which does not stretch to them; the customer is asked again. `restricted`: the use of some of its data is restricted. A partner’s system reads `withdrawn` of every yes that permits nothing for now. */
    reason:
      | 'given'
      | 'never'
      | 'refused'
      | 'withdrawn'
      | 'expired'
      | 'outgrown'
      | 'restricted'
      | 'unknown-customer'
      | 'unknown-consent'
    /** When it was decided, or ran out; null where nothing was decided. */
    since: string | null
    /** The latest decision: the next one names it as `previousId`. Null where there is none. */
    decision: string | null
    /** The policy version the decision was taken under. */
    policyVersion: number | null
    /** Until when the answer may be kept: a minute at most, and never past the end of a yes. */
    cacheUntil: string
    /** Under a yes, those of the consent’s data whose use is restricted. */
    restricted: {
      /** The kind of data. */
      field: string
      /** What it may still be used for, without a consent. */
      allowed: ('court' | 'law' | 'contract' | 'archive')[]
    }[]
  }[]
}

export type ListCustomerConsentsAnswer = {
  /** In the order of the policy. */
  consents: {
    /** The bank's own id of the customer, as asked. */
    customer: string
    /** The consent, as asked. */
    consent: string
    /** True only while a yes is in force that covers all the consent allows today. */
    allowed: boolean
    /** Why: the latest decision, that it has run out, that none was taken, or what is unknown. `outgrown`: the policy has added data, a purpose, recipients or countries since the yes, which does not stretch to them; the customer is asked again. `restricted`: the use of some of its data is restricted. A partner’s system reads `withdrawn` of every yes that permits nothing for now. */
    reason:
      | 'given'
      | 'never'
      | 'refused'
      | 'withdrawn'
      | 'expired'
      | 'outgrown'
      | 'restricted'
      | 'unknown-customer'
      | 'unknown-consent'
    /** When it was decided, or ran out; null where nothing was decided. */
    since: string | null
    /** The latest decision: the next one names it as `previousId`. Null where there is none. */
    decision: string | null
    /** The policy version the decision was taken under. */
    policyVersion: number | null
    /** Until when the answer may be kept: a minute at most, and never past the end of a yes. */
    cacheUntil: string
    /** Under a yes, those of the consent’s data whose use is restricted. */
    restricted: {
      /** The kind of data. */
      field: string
      /** What it may still be used for, without a consent. */
      allowed: ('court' | 'law' | 'contract' | 'archive')[]
    }[]
  }[]
}

export type RecordDecisionBody = {
  /** The id of the consent in the policy. */
  consent: string
  /** `withdrawn` is any no: where no yes is in force it is kept as a refusal. */
  outcome: 'given' | 'withdrawn'
  /** The decision the caller saw as the latest; null when they saw none. */
  previousId: string | null
  /** Whether the customer confirmed what the consent says about other people’s data, where it asks for that. */
  confirmed?: boolean
  /** The policy version whose text the customer read; without it, the one in force. */
  policyVersion?: number
  /** Where the customer decided. */
  channel: 'app' | 'branch' | 'phone'
  /** The language the customer read. */
  locale: 'kk' | 'ru' | 'en'
  /** The number of the form or recording that proves the decision. Nothing personal. */
  evidence?: string | null
}

export type RecordDecisionAnswer = {
  /** The decision’s id, for the next one to name. */
  decision: string
  /** The consent, as named. */
  consent: string
  /** A no where no yes was in force is a refusal. */
  outcome: 'given' | 'refused' | 'withdrawn'
  /** When it took effect: at the time of the call. */
  decidedAt: string
  /** When a yes runs out by itself. */
  expiresAt: string | null
  /** Where it was decided. */
  channel: 'app' | 'branch' | 'phone' | 'portal' | 'gpc' | 'state-service' | 'policy'
  /** The language the customer read. */
  locale: 'kk' | 'ru' | 'en'
  /** The policy version it was taken under. */
  policyVersion: number
  /** What proves it, as named. */
  evidence: string | null
}

export type RegisterCustomerBody = {
  /** The twelve digits of the IIN. */
  iin: string
  /** The mobile number to which codes are sent, in any usual way of writing it. */
  phone: string
  /** Since when the customer has this phone, a moment or a day. Of two numbers, the one they have since later is theirs. */
  phoneSince?: string
  /** The language in which the bank writes to them, until they choose another. */
  locale: 'kk' | 'ru' | 'en'
}

export type RegisterCustomerAnswer = {
  /** The reference. */
  customer: string
}

export type RegisterGuardianAnswer = {
  /** The guardian's id in the privacy center. */
  guardianId: string
}

export type EndGuardianshipAnswer = {
  /** The guardian's id in the privacy center. */
  guardianId: string
}

export type BlockSignInBody = {
  /** Why; the customer reads it in their log. */
  reason: 'customer-asked' | 'phone-lost' | 'suspected-fraud'
}

export type BlockSignInAnswer = {
  /** Since when sign-in is blocked, as it stands now; null while it is not. */
  blockedSince: string | null
}

export type UnblockSignInQuery = {
  /** Why; the customer reads it in their log. */
  reason: 'identity-confirmed' | 'blocked-by-mistake'
}

export type UnblockSignInAnswer = {
  /** Since when sign-in is blocked, as it stands now; null while it is not. */
  blockedSince: string | null
}

export type EndSessionsQuery = {
  /** Why; the customer reads it in their log. */
  reason: 'customer-asked' | 'phone-lost' | 'suspected-fraud'
}

export type EndSessionsAnswer = {
  /** When they ended; null where none was open. */
  endedAt: string | null
}

export type PutHoldingsBody = {
  /** The values, at most one of each field. */
  holdings: {
    /** The id of the kind of data in the policy. */
    field: string
    /** The value as the system has it, of at most 20,000 characters. It is kept sealed. */
    value: string
    /** Of a collection, how many entries the bank holds. */
    quantity?: number
    /** When the bank got it: a moment with its offset, or a day. Without it, the time of the call. */
    obtainedAt?: string
    /** How the bank got it. */
    obtainedVia: 'account-opening' | 'app' | 'transfer' | 'branch' | 'partner' | 'registry'
  }[]
}

export type PutHoldingsAnswer = {
  /** How many fields were taken. */
  count: number
}

export type PutObligationBody = {
  /** What kind of contract it is. */
  kind: 'loan'
  /** The contract's number as the customer knows it. */
  contract: string
  /** Its first day, which has come. */
  openedOn: string
  /** The day it was fulfilled; null while it is open. */
  closedOn?: string | null
}

export type PutObligationAnswer = {
  /** The id of the address. */
  id: string
}

export type EnterComplaintBody = {
  /** The caller’s own id of the letter or call, by which a repeat is known. */
  id: string
  /** How it reached the bank. */
  channel: 'letter' | 'phone' | 'branch'
  /** The day of receipt in Almaty, from which the clock runs: not to come, and at most 365 days ago. */
  receivedOn: string
  /** What of the policy it is about; without it, nothing in particular. */
  about?: {
    /** What of the policy it is about. */
    kind: 'field' | 'consent' | 'recipient'
    /** Its id in the policy. */
    id: string
  }
  /** What the customer wrote or said: up to 20,000 characters. They read it in the portal. */
  text: string
  /** The language in which the customer wants the answer. */
  locale: 'kk' | 'ru' | 'en'
  /** `unauthorised-use` says that someone else used the account or card. */
  kind?: 'ordinary' | 'unauthorised-use'
}

export type EnterComplaintAnswer = {
  /** Its id, by which events name it. */
  complaint: string
  /** Its number, which the customer is told. */
  reference: string
  /** The last day for the written answer, that day included; null while the calendar of working days does not reach it. */
  dueOn: string | null
  /** Whether that day is past already. */
  late: boolean
}

export type ListRestrictionsAnswer = {
  /** In the order of their ids. */
  restrictions: {
    /** The kind of data. */
    field: string
    /** Since when its use is restricted. */
    since: string
    /** Why. */
    reason: 'customer-demanded' | 'breach-alleged'
    /** The grounds on which it may be used all the same. */
    allowed: ('court' | 'law' | 'contract' | 'archive')[]
  }[]
}

export type PutRestrictionBody = {
  /** Why: the customer demands it, or says that a rule of collection or processing was breached. */
  reason: 'customer-demanded' | 'breach-alleged'
  /** The grounds on which it may be used all the same: a court’s act, a duty by law, a contract, archives. None of them where it is empty. */
  allowed: ('court' | 'law' | 'contract' | 'archive')[]
  /** The number of the demand or the check that proves it. Nothing personal. */
  evidence: string
}

export type PutRestrictionAnswer = {
  /** The kind of data. */
  field: string
  /** Since when its use is restricted. */
  since: string
  /** Why. */
  reason: 'customer-demanded' | 'breach-alleged'
  /** The grounds on which it may be used all the same. */
  allowed: ('court' | 'law' | 'contract' | 'archive')[]
}

export type EndRestrictionQuery = {
  /** Why it is lifted. */
  reason: 'customer-asked' | 'breach-not-confirmed' | 'set-by-mistake'
  /** The number of the demand or the check that proves it. Nothing personal. */
  evidence: string
}

export type EndRestrictionAnswer = {
  /** When it was lifted; null where it was not restricted. */
  liftedAt: string | null
}

export type ReportReadsBody = {
  /** The day in Almaty that is told of, which has come. */
  day: string
  /** The reads of restricted fields, at most 1,000 lines; empty where there were none. */
  reads: {
    /** The bank's own id of the customer. */
    customer: string
    /** The id of the kind of data in the policy. */
    field: string
    /** The id of the purpose. */
    purpose: string
    /** On what ground it was read; `none` where nothing allowed it. The customer reads it. */
    ground: 'court' | 'law' | 'contract' | 'archive' | 'none'
    /** How often it was read for this purpose on this ground. */
    count: number
  }[]
  /** Whether this was all of the day, which must be over then. False where another call with more lines follows. */
  complete?: boolean
}

export type ReportReadsAnswer = {
  /** How many lines were new. */
  added: number
  /** Whether the day counts as reported. */
  told: boolean
}

export type ListTasksQuery = {
  /** The `next` of the page before. */
  after?: string
  /** The most tasks to answer with. */
  limit?: number
}

export type ListTasksAnswer = {
  /** Those in which a field waits for an answer, or records are awaited, oldest first. */
  tasks: {
    /** The task’s id. */
    id: string
    /** The bank’s own id of the customer. */
    customer: string
    /** The number of the request, as the customer reads it out; a copy has none. */
    request: string | null
    /** What the customer asks for; `records` are what the system holds, for a copy. */
    kind:
      | 'information'
      | 'correction'
      | 'restriction'
      | 'withdrawal'
      | 'policy-objection'
      | 'deletion'
      | 'records'
    /** The kinds of data it is about, by their ids in the policy; of `records` none, which means all. */
    fields: string[]
    /** When the bank sent it. */
    openedAt: string
    /** The last day for the answer to the customer; null where it is not known. */
    dueOn: string | null
    /** Of `records`, what has come of them; null of other kinds. */
    records: {
      /** `waiting` for the first line; `receiving` when more are to come; `done` when all have come; `missing` when the time was over before; `stopped` when the copy ended before. */
      state: 'waiting' | 'receiving' | 'done' | 'missing' | 'stopped'
      /** Until when lines are taken; after that the copy is made without them. */
      until: string
      /** How many lines were taken: the `after` with which sending goes on. */
      lines: number
      /** How many records are in them; empty lines are none. */
      records: number
    } | null
  }[]
  /** The `after` of the next page; null on the last. */
  next: string | null
}

export type ReadTaskAnswer = {
  /** The task’s id. */
  id: string
  /** The bank’s own id of the customer. */
  customer: string
  /** The number of the request, as the customer reads it out; a copy has none. */
  request: string | null
  /** What the customer asks for; `records` are what the system holds, for a copy. */
  kind:
    | 'information'
    | 'correction'
    | 'restriction'
    | 'withdrawal'
    | 'policy-objection'
    | 'deletion'
    | 'records'
  /** The kinds of data it is about, by their ids in the policy; of `records` none, which means all. */
  fields: string[]
  /** When the bank sent it. */
  openedAt: string
  /** The last day for the answer to the customer; null where it is not known. */
  dueOn: string | null
  /** Of `records`, what has come of them; null of other kinds. */
  records: {
    /** `waiting` for the first line; `receiving` when more are to come; `done` when all have come; `missing` when the time was over before; `stopped` when the copy ended before. */
    state: 'waiting' | 'receiving' | 'done' | 'missing' | 'stopped'
    /** Until when lines are taken; after that the copy is made without them. */
    until: string
    /** How many lines were taken: the `after` with which sending goes on. */
    lines: number
    /** How many records are in them; empty lines are none. */
    records: number
  } | null
  /** Whether the request still waits for its answer, or the copy for records; after that nothing is taken. */
  open: boolean
  /** What the customer wrote; of a correction, the value that they name. */
  words: string | null
  /** What the customer attached to the request. */
  documents: {
    /** By which it is read. */
    id: string
    /** Its name. */
    name: string
    /** Its media type. */
    mediaType: string
    /** Its size. */
    bytes: number
    /** Whether it can be read now: it was scanned, and nothing was found. */
    opens: boolean
  }[]
  /** What the system has answered. */
  answers: {
    /** The kind of data. */
    field: string
    /** What came of it. */
    outcome: 'done' | 'refused' | 'not-held'
    /** Why it was refused; null where it was not. */
    reason:
      | 'legal-obligation'
      | 'contract'
      | 'legal-claims'
      | 'third-party-rights'
      | 'identity-unverified'
      | 'unfounded'
      | 'impossible'
      | null
    /** When the system said so. */
    at: string
    /** Whether that was after the last day. */
    late: boolean
  }[]
}

export type ReadTaskDocumentAnswer = {
  /** Its name. */
  name: string
  /** Its media type. */
  mediaType: string
  /** Its bytes, in base64. */
  content: string
}

export type AnswerTaskBody = {
  /** Each field once. All of them are taken or none. */
  answers: {
    /** A kind of data of the task. */
    field: string
    /** `done`, `refused`, or `not-held` where the system has nothing of it. */
    outcome: 'done' | 'refused' | 'not-held'
    /** Why it is refused; exactly where it is. */
    reason?:
      | 'legal-obligation'
      | 'contract'
      | 'legal-claims'
      | 'third-party-rights'
      | 'identity-unverified'
      | 'unfounded'
      | 'impossible'
    /** Of a correction that is done: the value that now stands in the system. It is kept sealed. */
    value?: string
  }[]
}

export type AnswerTaskAnswer = {
  /** The task’s id. */
  id: string
  /** The bank’s own id of the customer. */
  customer: string
  /** The number of the request, as the customer reads it out; a copy has none. */
  request: string | null
  /** What the customer asks for; `records` are what the system holds, for a copy. */
  kind:
    | 'information'
    | 'correction'
    | 'restriction'
    | 'withdrawal'
    | 'policy-objection'
    | 'deletion'
    | 'records'
  /** The kinds of data it is about, by their ids in the policy; of `records` none, which means all. */
  fields: string[]
  /** When the bank sent it. */
  openedAt: string
  /** The last day for the answer to the customer; null where it is not known. */
  dueOn: string | null
  /** Of `records`, what has come of them; null of other kinds. */
  records: {
    /** `waiting` for the first line; `receiving` when more are to come; `done` when all have come; `missing` when the time was over before; `stopped` when the copy ended before. */
    state: 'waiting' | 'receiving' | 'done' | 'missing' | 'stopped'
    /** Until when lines are taken; after that the copy is made without them. */
    until: string
    /** How many lines were taken: the `after` with which sending goes on. */
    lines: number
    /** How many records are in them; empty lines are none. */
    records: number
  } | null
  /** Whether the request still waits for its answer, or the copy for records; after that nothing is taken. */
  open: boolean
  /** What the customer wrote; of a correction, the value that they name. */
  words: string | null
  /** What the customer attached to the request. */
  documents: {
    /** By which it is read. */
    id: string
    /** Its name. */
    name: string
    /** Its media type. */
    mediaType: string
    /** Its size. */
    bytes: number
    /** Whether it can be read now: it was scanned, and nothing was found. */
    opens: boolean
  }[]
  /** What the system has answered. */
  answers: {
    /** The kind of data. */
    field: string
    /** What came of it. */
    outcome: 'done' | 'refused' | 'not-held'
    /** Why it was refused; null where it was not. */
    reason:
      | 'legal-obligation'
      | 'contract'
      | 'legal-claims'
      | 'third-party-rights'
      | 'identity-unverified'
      | 'unfounded'
      | 'impossible'
      | null
    /** When the system said so. */
    at: string
    /** Whether that was after the last day. */
    late: boolean
  }[]
}

export type SendRecordsQuery = {
  /** How many lines came before; 0 when absent, which begins anew. */
  after?: number
}

export type SendRecordsAnswer = {
  /** The task’s id. */
  id: string
  /** The bank’s own id of the customer. */
  customer: string
  /** The number of the request, as the customer reads it out; a copy has none. */
  request: string | null
  /** What the customer asks for; `records` are what the system holds, for a copy. */
  kind:
    | 'information'
    | 'correction'
    | 'restriction'
    | 'withdrawal'
    | 'policy-objection'
    | 'deletion'
    | 'records'
  /** The kinds of data it is about, by their ids in the policy; of `records` none, which means all. */
  fields: string[]
  /** When the bank sent it. */
  openedAt: string
  /** The last day for the answer to the customer; null where it is not known. */
  dueOn: string | null
  /** Of `records`, what has come of them; null of other kinds. */
  records: {
    /** `waiting` for the first line; `receiving` when more are to come; `done` when all have come; `missing` when the time was over before; `stopped` when the copy ended before. */
    state: 'waiting' | 'receiving' | 'done' | 'missing' | 'stopped'
    /** Until when lines are taken; after that the copy is made without them. */
    until: string
    /** How many lines were taken: the `after` with which sending goes on. */
    lines: number
    /** How many records are in them; empty lines are none. */
    records: number
  } | null
  /** Whether the request still waits for its answer, or the copy for records; after that nothing is taken. */
  open: boolean
  /** What the customer wrote; of a correction, the value that they name. */
  words: string | null
  /** What the customer attached to the request. */
  documents: {
    /** By which it is read. */
    id: string
    /** Its name. */
    name: string
    /** Its media type. */
    mediaType: string
    /** Its size. */
    bytes: number
    /** Whether it can be read now: it was scanned, and nothing was found. */
    opens: boolean
  }[]
  /** What the system has answered. */
  answers: {
    /** The kind of data. */
    field: string
    /** What came of it. */
    outcome: 'done' | 'refused' | 'not-held'
    /** Why it was refused; null where it was not. */
    reason:
      | 'legal-obligation'
      | 'contract'
      | 'legal-claims'
      | 'third-party-rights'
      | 'identity-unverified'
      | 'unfounded'
      | 'impossible'
      | null
    /** When the system said so. */
    at: string
    /** Whether that was after the last day. */
    late: boolean
  }[]
}

export type RecordDisclosuresBody = {
  /** What was given, a line each; 1,000 at most. */
  disclosures: {
    /** The system's own id of the disclosure, by which a repeat is known. */
    id?: string
    /** The id of the recipient in the policy. */
    recipient: string
    /** Who exactly, of a recipient that stands for many; there it is required, and nowhere else taken. */
    to?: {
      /** Its name as the bank knows it, up to 200 characters. */
      name: string
      /** Whether it is a person, whose name the customer sees masked, or an organisation. */
      kind: 'person' | 'organisation'
      /** The country the data went to: ISO 3166-1, two capital letters. */
      country:
        | 'AD'
        | 'AE'
        | 'AF'
        | 'AG'
        | 'AI'
        | 'AL'
        | 'AM'
        | 'AO'
        | 'AQ'
        | 'AR'
        | 'AS'
        | 'AT'
        | 'AU'
        | 'AW'
        | 'AX'
        | 'AZ'
        | 'BA'
        | 'BB'
        | 'BD'
        | 'BE'
        | 'BF'
        | 'BG'
        | 'BH'
        | 'BI'
        | 'BJ'
        | 'BL'
        | 'BM'
        | 'BN'
        | 'BO'
        | 'BQ'
        | 'BR'
        | 'BS'
        | 'BT'
        | 'BV'
        | 'BW'
        | 'BY'
        | 'BZ'
        | 'CA'
        | 'CC'
        | 'CD'
        | 'CF'
        | 'CG'
        | 'CH'
        | 'CI'
        | 'CK'
        | 'CL'
        | 'CM'
        | 'CN'
        | 'CO'
        | 'CR'
        | 'CU'
        | 'CV'
        | 'CW'
        | 'CX'
        | 'CY'
        | 'CZ'
        | 'DE'
        | 'DJ'
        | 'DK'
        | 'DM'
        | 'DO'
        | 'DZ'
        | 'EC'
        | 'EE'
        | 'EG'
        | 'EH'
        | 'ER'
        | 'ES'
        | 'ET'
        | 'FI'
        | 'FJ'
        | 'FK'
        | 'FM'
        | 'FO'
        | 'FR'
        | 'GA'
        | 'GB'
        | 'GD'
        | 'GE'
        | 'GF'
        | 'GG'
        | 'GH'
        | 'GI'
        | 'GL'
        | 'GM'
        | 'GN'
        | 'GP'
        | 'GQ'
        | 'GR'
        | 'GS'
        | 'GT'
        | 'GU'
        | 'GW'
        | 'GY'
        | 'HK'
        | 'HM'
        | 'HN'
        | 'HR'
        | 'HT'
        | 'HU'
        | 'ID'
        | 'IE'
        | 'IL'
        | 'IM'
        | 'IN'
        | 'IO'
        | 'IQ'
        | 'IR'
        | 'IS'
        | 'IT'
        | 'JE'
        | 'JM'
        | 'JO'
        | 'JP'
        | 'KE'
        | 'KG'
        | 'KH'
        | 'KI'
        | 'KM'
        | 'KN'
        | 'KP'
        | 'KR'
        | 'KW'
        | 'KY'
        | 'KZ'
        | 'LA'
        | 'LB'
        | 'LC'
        | 'LI'
        | 'LK'
        | 'LR'
        | 'LS'
        | 'LT'
        | 'LU'
        | 'LV'
        | 'LY'
        | 'MA'
        | 'MC'
        | 'MD'
        | 'ME'
        | 'MF'
        | 'MG'
        | 'MH'
        | 'MK'
        | 'ML'
        | 'MM'
        | 'MN'
        | 'MO'
        | 'MP'
        | 'MQ'
        | 'MR'
        | 'MS'
        | 'MT'
        | 'MU'
        | 'MV'
        | 'MW'
        | 'MX'
        | 'MY'
        | 'MZ'
        | 'NA'
        | 'NC'
        | 'NE'
        | 'NF'
        | 'NG'
        | 'NI'
        | 'NL'
        | 'NO'
        | 'NP'
        | 'NR'
        | 'NU'
        | 'NZ'
        | 'OM'
        | 'PA'
        | 'PE'
        | 'PF'
        | 'PG'
        | 'PH'
        | 'PK'
        | 'PL'
        | 'PM'
        | 'PN'
        | 'PR'
        | 'PS'
        | 'PT'
        | 'PW'
        | 'PY'
        | 'QA'
        | 'RE'
        | 'RO'
        | 'RS'
        | 'RU'
        | 'RW'
        | 'SA'
        | 'SB'
        | 'SC'
        | 'SD'
        | 'SE'
        | 'SG'
        | 'SH'
        | 'SI'
        | 'SJ'
        | 'SK'
        | 'SL'
        | 'SM'
        | 'SN'
        | 'SO'
        | 'SR'
        | 'SS'
        | 'ST'
        | 'SV'
        | 'SX'
        | 'SY'
        | 'SZ'
        | 'TC'
        | 'TD'
        | 'TF'
        | 'TG'
        | 'TH'
        | 'TJ'
        | 'TK'
        | 'TL'
        | 'TM'
        | 'TN'
        | 'TO'
        | 'TR'
        | 'TT'
        | 'TV'
        | 'TW'
        | 'TZ'
        | 'UA'
        | 'UG'
        | 'UM'
        | 'US'
        | 'UY'
        | 'UZ'
        | 'VA'
        | 'VC'
        | 'VE'
        | 'VG'
        | 'VI'
        | 'VN'
        | 'VU'
        | 'WF'
        | 'WS'
        | 'YE'
        | 'YT'
        | 'ZA'
        | 'ZM'
        | 'ZW'
    }
    /** The id of the purpose in the policy; without it, the recipient’s. */
    purpose?: string
    /** The legal basis; without it, the recipient’s. */
    basis?: 'contract' | 'law' | 'consent'
    /** The ids of the kinds of data that were given. */
    fields: string[]
    /** When it was given: a moment with its offset. */
    disclosedAt: string
    /** The bank's own id of the customer. */
    customer: string
  }[]
}

export type RecordDisclosuresAnswer = {
  /** How many were written down. */
  recorded: number
  /** How many had been before. */
  repeated: number
}

export type RecordAutomatedDecisionsBody = {
  /** What was decided, a line each; 1,000 at most. */
  decisions: {
    /** The system's own id of the decision, by which a repeat is known. The customer reads it too. */
    id: string
    /** The id of the kind of decision in the policy. */
    decision: string
    /** What was decided: one of the outcomes that the policy names for this kind. */
    outcome: 'granted' | 'granted-in-part' | 'refused' | 'changed' | 'suspended' | 'ended'
    /** The key factors, each once. */
    factors: {
      /** The id of a factor of this kind in the policy. */
      factor: string
      /** How much it weighed. */
      weight: 'strong' | 'moderate' | 'slight'
      /** Whether it spoke for the customer or against them. */
      direction: 'for' | 'against'
    }[]
    /** When it was decided: a moment with its offset. */
    decidedAt: string
    /** The bank's own id of the customer. */
    customer: string
  }[]
}

export type RecordAutomatedDecisionsAnswer = {
  /** How many were written down. */
  recorded: number
  /** How many had been before. */
  repeated: number
}

export type StartImportAnswer = {
  /** By which the import is followed. */
  id: string
  /** `receiving` while lines come; `running` once all have come; `done`; `cut-off` when no more was taken in the middle, and the whole lines that had come are done all the same; `failed` when the rest is not done, and what was done stays. */
  state: 'receiving' | 'running' | 'done' | 'cut-off' | 'failed'
  /** When its first byte came. */
  startedAt: string
  /** When the last byte had come. */
  receivedAt: string | null
  /** When nothing was left to do. */
  endedAt: string | null
  /** Why it was cut off: `sender-gone`; `silent` for an hour; `key-ended` when the key was revoked or expired while lines came; `quota` when the system had sent what it may in a day. Why it failed: `tries` when it was given up after ten tries; `mostly-bad` when more than 95 % of 10,000 lines or more were bad. Null otherwise. */
  endReason: 'sender-gone' | 'silent' | 'key-ended' | 'quota' | 'tries' | 'mostly-bad' | null
  /** How many lines there are, and how they fared so far. */
  lines: {
    /** How many have come. */
    received: number
    /** Each of them changed something, changed nothing, or is bad. */
    done: number
    /** How many changed something. */
    changed: number
    /** How many said what was there already. */
    unchanged: number
    /** How many could not be taken. */
    bad: number
  }
}

export type ShowImportAnswer = {
  /** By which the import is followed. */
  id: string
  /** `receiving` while lines come; `running` once all have come; `done`; `cut-off` when no more was taken in the middle, and the whole lines that had come are done all the same; `failed` when the rest is not done, and what was done stays. */
  state: 'receiving' | 'running' | 'done' | 'cut-off' | 'failed'
  /** When its first byte came. */
  startedAt: string
  /** When the last byte had come. */
  receivedAt: string | null
  /** When nothing was left to do. */
  endedAt: string | null
  /** Why it was cut off: `sender-gone`; `silent` for an hour; `key-ended` when the key was revoked or expired while lines came; `quota` when the system had sent what it may in a day. Why it failed: `tries` when it was given up after ten tries; `mostly-bad` when more than 95 % of 10,000 lines or more were bad. Null otherwise. */
  endReason: 'sender-gone' | 'silent' | 'key-ended' | 'quota' | 'tries' | 'mostly-bad' | null
  /** How many lines there are, and how they fared so far. */
  lines: {
    /** How many have come. */
    received: number
    /** Each of them changed something, changed nothing, or is bad. */
    done: number
    /** How many changed something. */
    changed: number
    /** How many said what was there already. */
    unchanged: number
    /** How many could not be taken. */
    bad: number
  }
}

export type ListImportFaultsQuery = {
  /** The number of the line after which to go on. */
  after?: number
  /** How many at most; 100 when absent. */
  limit?: number
}

export type ListImportFaultsAnswer = {
  /** How many lines are bad so far. */
  bad: number
  /** How many of them are listed, the first ones: 1,000 at most. */
  listed: number
  /** The bad lines of this page. */
  faults: {
    /** Counted from 1. */
    line: number
    /** Where in the line; empty for the line as a whole. */
    path: string
    /** A code that stays the same. */
    reason: string
    /** The same as a sentence, in the language asked for. */
    message: string
  }[]
  /** To be sent as `after` for the page after this; null on the last. */
  next: number | null
}

export type ReadEventsQuery = {
  /** The position read last; 0 begins with the oldest. */
  after?: number
  /** The most events to answer with. */
  limit?: number
  /** Types of events with commas between; every type without it. */
  types?: string
  /** For how many seconds to hold back an empty answer. */
  wait?: number
}

export type ReadEventsAnswer = {
  /** In the order of the feed. */
  events: (
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'consent.decided'
        /** What it is about. */
        data: {
          /** The decision’s id. */
          decision: string
          /** The id of the consent in the policy. */
          consent: string
          /** A no where no yes was in force is a refusal. */
          outcome: 'given' | 'refused' | 'withdrawn'
          /** When the customer decided. */
          decidedAt: string
          /** When a given consent runs out by itself. */
          expiresAt: string | null
          /** Where it was decided. */
          channel: 'app' | 'branch' | 'phone' | 'portal' | 'gpc' | 'state-service' | 'policy'
          /** The language the customer read. */
          locale: 'kk' | 'ru' | 'en'
          /** The policy version it was taken under. */
          policyVersion: number
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'consent.expired'
        /** What it is about. */
        data: {
          /** The yes that has run out. A later decision on the consent is not ended by it. */
          decision: string
          /** The id of the consent in the policy. */
          consent: string
          /** When the yes was given. */
          decidedAt: string
          /** When it ran out. */
          expiredAt: string
          /** The policy version the yes was given under. */
          policyVersion: number
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'complaint.filed'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          complaint: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'complaint.moved'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          complaint: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'request.filed'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          request: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'request.moved'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          request: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'task.opened'
        /** What it is about. */
        data: {
          /** The task’s id, by which it is read and answered. */
          task: string
          /** The system that is to answer it; it is sent to no other. */
          system: string
          /** The id of the request that it is opened for; null where records are wanted for a copy. */
          request: string | null
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'look.asked'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          look: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'look.started'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          look: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'look.ended'
        /** What it is about. */
        data: {
          /** The id of what it is about. */
          look: string
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'restriction.set'
        /** What it is about. */
        data: {
          /** The id of what was written. */
          restriction: string
          /** The id of the kind of data in the policy. */
          field: string
          /** Why it was restricted, or lifted. */
          reason:
            | 'customer-demanded'
            | 'breach-alleged'
            | 'customer-asked'
            | 'breach-not-confirmed'
            | 'set-by-mistake'
            | 'erased'
          /** The grounds on which a restricted field may be used all the same; empty where it is lifted. */
          allowed: ('court' | 'law' | 'contract' | 'archive')[]
        }
      }
    | {
        /** The event’s own, the same in the feed and at every receiver. */
        id: string
        /** When it happened. */
        at: string
        /** The place in the feed: from 1, without gaps. */
        position: number
        /** The bank’s own id of the customer. */
        customer: string
        /** What happened. */
        type: 'restriction.lifted'
        /** What it is about. */
        data: {
          /** The id of what was written. */
          restriction: string
          /** The id of the kind of data in the policy. */
          field: string
          /** Why it was restricted, or lifted. */
          reason:
            | 'customer-demanded'
            | 'breach-alleged'
            | 'customer-asked'
            | 'breach-not-confirmed'
            | 'set-by-mistake'
            | 'erased'
          /** The grounds on which a restricted field may be used all the same; empty where it is lifted. */
          allowed: ('court' | 'law' | 'contract' | 'archive')[]
        }
      }
  )[]
  /** Where to go on: the `after` of the next request. */
  next: number
  /** Whether there may be more already. */
  more: boolean
}

export type ConfirmDeliveryAnswer = {
  /** The delivery, as named. */
  id: string
  /** When the system said so first. */
  confirmedAt: string
  /** Until when it had to obey; null where nothing is to be obeyed. */
  confirmBy: string | null
}

export type AskStateConsentBody = {
  /** The id of the consent in the policy. */
  consent: string
}

export type AskStateConsentAnswer = {
  /** The consent, as asked. */
  consent: string
  /** What the state service says; `unreachable` when it did not answer. */
  state: 'given' | 'not-given' | 'unreachable'
  /** Since when it is given there; null where it says nothing. */
  since: string | null
  /** Until when it is given there; null without an end. */
  until: string | null
}

export type Client = ReturnType<typeof makeClient>

/** Makes a client of the machine API. */
export function makeClient(access: Access) {
  const call = caller(access)
  return {
    /** Ask whether something is allowed. */
    checkConsents: (json: CheckConsentsBody, options: Omit<Options, 'idempotencyKey'> = {}) =>
      call<CheckConsentsAnswer>('POST', '/consents/check', { ...options, json }),

    /** List a customer’s consents. */
    listCustomerConsents: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<ListCustomerConsentsAnswer>('GET', `/customers/${encodeURIComponent(params.ref)}/consents`, {
        ...options,
      }),

    /** Record a decision taken elsewhere. */
    recordDecision: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: RecordDecisionBody,
      options: Options = {},
    ) =>
      call<RecordDecisionAnswer>('POST', `/customers/${encodeURIComponent(params.ref)}/decisions`, {
        ...options,
        json,
      }),

    /** Register a customer. */
    registerCustomer: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: RegisterCustomerBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<RegisterCustomerAnswer>('PUT', `/customers/${encodeURIComponent(params.ref)}`, {
        ...options,
        json,
      }),

    /** Register a guardian. */
    registerGuardian: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
        /** The bank's own id of the guardian, who is a customer too. */
        guardian: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<RegisterGuardianAnswer>(
        'PUT',
        `/customers/${encodeURIComponent(params.ref)}/guardians/${encodeURIComponent(params.guardian)}`,
        { ...options },
      ),

    /** End a guardianship. */
    endGuardianship: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
        /** The bank's own id of the guardian, who is a customer too. */
        guardian: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<EndGuardianshipAnswer>(
        'DELETE',
        `/customers/${encodeURIComponent(params.ref)}/guardians/${encodeURIComponent(params.guardian)}`,
        { ...options },
      ),

    /** Block a customer’s sign-in. */
    blockSignIn: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: BlockSignInBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<BlockSignInAnswer>('PUT', `/customers/${encodeURIComponent(params.ref)}/sign-in-block`, {
        ...options,
        json,
      }),

    /** Lift the block of a customer’s sign-in. */
    unblockSignIn: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      query: UnblockSignInQuery,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<UnblockSignInAnswer>('DELETE', `/customers/${encodeURIComponent(params.ref)}/sign-in-block`, {
        ...options,
        query,
      }),

    /** End a customer’s sessions. */
    endSessions: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      query: EndSessionsQuery,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<EndSessionsAnswer>('DELETE', `/customers/${encodeURIComponent(params.ref)}/sessions`, {
        ...options,
        query,
      }),

    /** Say what the bank holds. */
    putHoldings: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: PutHoldingsBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<PutHoldingsAnswer>('PUT', `/customers/${encodeURIComponent(params.ref)}/holdings`, {
        ...options,
        json,
      }),

    /** Say which contract is open. */
    putObligation: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
        /** Names the obligation from its first report on; chosen by the system. */
        id: string
      },
      json: PutObligationBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<PutObligationAnswer>(
        'PUT',
        `/customers/${encodeURIComponent(params.ref)}/obligations/${encodeURIComponent(params.id)}`,
        { ...options, json },
      ),

    /** Enter a complaint that came outside the portal. */
    enterComplaint: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: EnterComplaintBody,
      options: Options = {},
    ) =>
      call<EnterComplaintAnswer>('POST', `/customers/${encodeURIComponent(params.ref)}/complaints`, {
        ...options,
        json,
      }),

    /** List a customer’s restricted data. */
    listRestrictions: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<ListRestrictionsAnswer>('GET', `/customers/${encodeURIComponent(params.ref)}/restrictions`, {
        ...options,
      }),

    /** Restrict the use of data. */
    putRestriction: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
        /** The id of the kind of data in the policy. */
        field: string
      },
      json: PutRestrictionBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<PutRestrictionAnswer>(
        'PUT',
        `/customers/${encodeURIComponent(params.ref)}/restrictions/${encodeURIComponent(params.field)}`,
        { ...options, json },
      ),

    /** Lift a restriction. */
    endRestriction: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
        /** The id of the kind of data in the policy. */
        field: string
      },
      query: EndRestrictionQuery,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<EndRestrictionAnswer>(
        'DELETE',
        `/customers/${encodeURIComponent(params.ref)}/restrictions/${encodeURIComponent(params.field)}`,
        { ...options, query },
      ),

    /** Report how often restricted data were read. */
    reportReads: (json: ReportReadsBody, options: Omit<Options, 'idempotencyKey'> = {}) =>
      call<ReportReadsAnswer>('POST', '/restrictions/reads', { ...options, json }),

    /** List your open tasks. */
    listTasks: (query: ListTasksQuery = {}, options: Omit<Options, 'idempotencyKey'> = {}) =>
      call<ListTasksAnswer>('GET', '/tasks', { ...options, query }),

    /** Read a task. */
    readTask: (
      params: {
        /** The task: `task` in the data of its event. */
        id: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) => call<ReadTaskAnswer>('GET', `/tasks/${encodeURIComponent(params.id)}`, { ...options }),

    /** Read what the customer attached. */
    readTaskDocument: (
      params: {
        /** The task: `task` in the data of its event. */
        id: string
        /** The id of the document. */
        document: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<ReadTaskDocumentAnswer>(
        'GET',
        `/tasks/${encodeURIComponent(params.id)}/documents/${encodeURIComponent(params.document)}`,
        { ...options },
      ),

    /** Answer a task. */
    answerTask: (
      params: {
        /** The task: `task` in the data of its event. */
        id: string
      },
      json: AnswerTaskBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<AnswerTaskAnswer>('POST', `/tasks/${encodeURIComponent(params.id)}/answers`, { ...options, json }),

    /** Send records for a copy. */
    sendRecords: (
      params: {
        /** The task: `task` in the data of its event. */
        id: string
      },
      lines: ReadableStream<Uint8Array>,
      query: SendRecordsQuery = {},
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<SendRecordsAnswer>('PUT', `/tasks/${encodeURIComponent(params.id)}/records`, {
        ...options,
        lines,
        query,
      }),

    /** Say who was told what. */
    recordDisclosures: (json: RecordDisclosuresBody, options: Options = {}) =>
      call<RecordDisclosuresAnswer>('POST', '/disclosures', { ...options, json }),

    /** Say what a program decided. */
    recordAutomatedDecisions: (json: RecordAutomatedDecisionsBody, options: Options = {}) =>
      call<RecordAutomatedDecisionsAnswer>('POST', '/automated-decisions', { ...options, json }),

    /** Send a file of lines. */
    startImport: (lines: ReadableStream<Uint8Array>, options: Omit<Options, 'idempotencyKey'> = {}) =>
      call<StartImportAnswer>('POST', '/imports', { ...options, lines }),

    /** Follow an import. */
    showImport: (
      params: {
        /** As the import was answered with. */
        id: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) => call<ShowImportAnswer>('GET', `/imports/${encodeURIComponent(params.id)}`, { ...options }),

    /** List the bad lines. */
    listImportFaults: (
      params: {
        /** As the import was answered with. */
        id: string
      },
      query: ListImportFaultsQuery = {},
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<ListImportFaultsAnswer>('GET', `/imports/${encodeURIComponent(params.id)}/faults`, {
        ...options,
        query,
      }),

    /** Read what happened, in order. */
    readEvents: (query: ReadEventsQuery = {}, options: Omit<Options, 'idempotencyKey'> = {}) =>
      call<ReadEventsAnswer>('GET', '/events', { ...options, query }),

    /** Say that you obey. */
    confirmDelivery: (
      params: {
        /** The delivery: `webhook-id`, and `delivery` in its data. */
        id: string
      },
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<ConfirmDeliveryAnswer>('POST', `/deliveries/${encodeURIComponent(params.id)}/confirmation`, {
        ...options,
      }),

    /** Ask the state service about a consent. */
    askStateConsent: (
      params: {
        /** The bank's own id of the customer, or a keyed hash of it. Never an IIN or a phone number. */
        ref: string
      },
      json: AskStateConsentBody,
      options: Omit<Options, 'idempotencyKey'> = {},
    ) =>
      call<AskStateConsentAnswer>('POST', `/customers/${encodeURIComponent(params.ref)}/state-consents`, {
        ...options,
        json,
      }),
  }
}

type Query = Record<string, string | number | undefined>
interface Sent extends Options {
  query?: Query
  json?: unknown
  lines?: ReadableStream<Uint8Array>
}

function caller({ address, key, fetch = globalThis.fetch }: Access) {
  return async <Answer>(method: string, path: string, sent: Sent = {}): Promise<Answer> => {
    const url = new URL(`/api/v1${path}`, address)
    for (const [name, value] of Object.entries(sent.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value))
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: 'application/json' }
    if (sent.idempotencyKey !== undefined) headers['idempotency-key'] = sent.idempotencyKey
    if (sent.language) headers['accept-language'] = sent.language
    if (sent.json !== undefined) headers['content-type'] = 'application/json'
    if (sent.lines) headers['content-type'] = 'application/x-ndjson'
    const init: RequestInit & { duplex?: 'half' } = { method, headers, signal: sent.signal ?? null }
    if (sent.json !== undefined) init.body = JSON.stringify(sent.json)
    if (sent.lines) Object.assign(init, { body: sent.lines, duplex: 'half' })
    const response = await fetch(url, init)
    if (response.ok) return response.json()
    const wait = response.headers.get('retry-after')
    throw new ApiError(await problemOf(response), wait === null ? null : Number(wait))
  }
}

/** What stands between may answer in its own words. */
async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) return response.json()
  const detail = (await response.text()).slice(0, 200) || response.statusText
  return { type: 'about:blank', title: response.statusText, status: response.status, detail, requestId: '' }
}
