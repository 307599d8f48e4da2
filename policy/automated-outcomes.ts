/** What a program can decide: law has it create, change or end a right (Law 94-V, art. 19-1); here each way has a code. */
export const automatedOutcomes = [
  'granted',
  'granted-in-part',
  'refused',
  'changed',
  'suspended',
  'ended',
] as const
