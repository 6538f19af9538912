/** Puts the errors of the programming interface into the caller's language: the sentence as a whole, and one for each refused field. */
import { z } from 'zod'
import { ErrorData } from '../../../shared/contract/procedure.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { say, translator } from '../../../shared/i18n/words.ts'

const vi = translator('vi')
const en = translator('en')

const Failed = z.looseObject({ code: z.string(), data: ErrorData.optional().catch(undefined) })

/** Errors that come from before the contract, and have no phrase of their own. */
const BEFORE: Record<string, Phrase> = {
  BAD_REQUEST: { key: 'error.access.notJson' },
  INTERNAL_SERVER_ERROR: { key: 'error.access.defect' },
}

/** English unless the caller prefers Vietnamese: scripts send no wish. An answer that is no error of ours stays as it is. */
export async function inWords(response: Response, wish: string | undefined): Promise<Response> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return response
  const failed = Failed.safeParse(await response.clone().json())
  const { data, code } = failed.data ?? {}
  const phrase = data?.phrase ?? BEFORE[code ?? '']
  if (!failed.success || !phrase) return response
  const t = /^\s*vi\b/i.test(wish ?? '') ? vi : en
  const issues = data?.issues?.map((issue) => ({ ...issue, text: say(t, issue.phrase) }))
  const body = { ...failed.data, message: say(t, phrase), ...(data ? { data: { ...data, ...(issues ? { issues } : {}) } } : {}) }
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.set('content-language', t === vi ? 'vi' : 'en')
  return Response.json(body, { status: response.status, headers })
}
