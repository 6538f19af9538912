/** Why the operating system refused, in words instead of its code. */
import type { TFunction } from 'i18next'
import { vi } from '../../../shared/i18n/vi.ts'
import { codeOf } from '../problem.ts'

/** True for an error of the file system or the network: it has a code such as EACCES. */
export function isSystemError(problem: unknown): boolean {
  return problem instanceof Error && 'syscall' in problem && /^E[A-Z0-9]+$/.test(codeOf(problem) ?? '')
}

export function reasonOf(problem: unknown, t: TFunction): string {
  const code = codeOf(problem) ?? String(problem)
  return Object.hasOwn(vi.cli.reason, code) ? t(`cli.reason.${code}` as never) : t('cli.reason.other', { code })
}
