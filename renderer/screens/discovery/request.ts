/** What stands in the scan form → the request of the contract, and which field each refusal belongs to. Pure. */
import type { z } from 'zod'
import { readNumber } from '../../../shared/format/parse.ts'
import { ScanRequest } from '../../../shared/model/discovery.ts'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'

/** A pasted text, or a file that was read. */
export type Text = { readonly text: string; readonly fileName: string | null }
export type Draft = {
  readonly ranges: string
  readonly exclude: string
  readonly list: Text
  readonly plan: Text
  readonly ports: string
  readonly rate: string
  readonly credentialIds: readonly number[]
  readonly known: boolean
}
export const FIELDS = ['ranges', 'exclude', 'list', 'plan', 'ports', 'rate', 'credentialIds'] as const
export type FieldName = (typeof FIELDS)[number]

export type ReadDraft = { readonly request: z.infer<typeof ScanRequest> } | { readonly issues: FieldIssue[] }

export function readDraft(draft: Draft): ReadDraft {
  const input = {
    ranges: draft.ranges,
    exclude: draft.exclude,
    list: draft.list.text,
    plan: draft.plan.text,
    ports: draft.ports
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((part) => readNumber(part) ?? part),
    rate: readNumber(draft.rate) ?? draft.rate,
    credentialIds: [...draft.credentialIds],
    known: draft.known,
  }
  const read = ScanRequest.safeParse(input)
  return read.success ? { request: read.data } : { issues: fieldIssues(read.error.issues, input) }
}

/** True where there is something to estimate. */
export const isAsked = (draft: Draft): boolean =>
  draft.credentialIds.length > 0 && (draft.ranges.trim() !== '' || draft.list.text.trim() !== '')

/** The first refusal of a field; `ports.0` belongs to `ports`. */
export function issueOf(issues: readonly FieldIssue[], field: FieldName): FieldIssue | undefined {
  return issues.find(({ path }) => path === field || path.startsWith(`${field}.`))
}

export const linesIn = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length
