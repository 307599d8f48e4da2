/** The namespaces of the Data Privacy Vocabulary, DPV 2.3, whose terms the catalogue and a copy use, by their prefixes. */
export const dpvPrefixes = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  tech: 'https://w3id.org/dpv/tech#',
  loc: 'https://w3id.org/dpv/loc#',
  'sector-finance': 'https://w3id.org/dpv/sector/finance#',
  justifications: 'https://w3id.org/dpv/justifications#',
} as const

/** Every status that DPV 2.3 has for a request. */
export const dpvStatuses = [
  'dpv:RequestInitiated',
  'dpv:RequestAcknowledged',
  'dpv:RequestAccepted',
  'dpv:RequestRejected',
  'dpv:RequestRequiresAction',
  'dpv:RequestRequiredActionPerformed',
  'dpv:RequestActionDelayed',
  'dpv:RequestFulfilled',
  'dpv:RequestUnfulfilled',
  'dpv:RequestStatusQuery',
] as const
export type DpvStatus = (typeof dpvStatuses)[number]

/** Every reason that DPV 2.3 has for a delay. */
export const dpvDelays = [
  'justifications:ComplexityOfProcess',
  'justifications:HighVolumeOfProcesses',
  'justifications:IdentityVerificationRequired',
  'justifications:InformationRequired',
] as const
export type DpvDelay = (typeof dpvDelays)[number]
