import { fileRequest } from '#domain/requests/file-request.ts'
import { withdrawRequest } from '#domain/requests/withdraw-request.ts'
import { writeRequest } from '#domain/requests/write-request.ts'
import { asIs, expose } from './procedure.ts'

export const requests = {
  file: expose(fileRequest, asIs),
  write: expose(writeRequest, asIs),
  withdraw: expose(withdrawRequest, asIs),
}
