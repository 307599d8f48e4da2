/** A scanner of files: what the bank's antivirus is to the portal. A gateway speaks to it. */
export interface Scanner {
  /**
   * Has a file read.
   * @throws ScanFailed when there is no verdict; the file is scanned again later.
   */
  scan(bytes: Uint8Array): Promise<Finding>
}

/** A verdict, with the scanner and its signatures in its own words. */
export type Finding =
  | { verdict: 'clean'; scanner: string }
  /** @property threat the scanner's name of what it found. */
  | { verdict: 'infected'; scanner: string; threat: string }

/** A scan that came to no verdict. It has a code, and nothing of what was sent or answered. */
export class ScanFailed extends Error {
  override name = 'ScanFailed'
  /** `too-large` is more than the scanner takes, `refused` any other error it tells of, `answer` one we cannot read. */
  readonly code: 'unreachable' | 'timeout' | 'too-large' | 'refused' | 'answer' | 'given-back'
  constructor(code: ScanFailed['code']) {
    super(`the scanner: ${code}`)
    this.code = code
  }
}
