/** Asks for a preview piece by piece; whoever cancels simply asks no more. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RuleProposal } from '../../../shared/contract/rules.ts'
import { call } from '../../app/client.ts'
import { addPiece, type PreviewTotal } from './preview.ts'

const DAYS = 7

export type Preview = {
  readonly state: 'idle' | 'going' | 'ended' | 'failed'
  readonly total: PreviewTotal | null
  readonly error: unknown
  readonly start: (proposal: RuleProposal) => void
  readonly cancel: () => void
}

export function usePreview(): Preview {
  const [shown, setShown] = useState<Pick<Preview, 'state' | 'total' | 'error'>>({ state: 'idle', total: null, error: null })
  const running = useRef<AbortController | null>(null)
  const cancel = useCallback(() => {
    running.current?.abort()
    running.current = null
    setShown((old) => (old.state === 'going' ? { ...old, state: 'ended' } : old))
  }, [])
  useEffect(() => () => running.current?.abort(), [])
  const start = useCallback((proposal: RuleProposal) => {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    const to = Date.now()
    const ask = async () => {
      let total: PreviewTotal | null = null
      setShown({ state: 'going', total, error: null })
      for (let after: number | null = 0; after !== null;) {
        const piece: Awaited<ReturnType<typeof call<'rules.preview'>>> = await call(
          'rules.preview',
          { proposal, to, days: DAYS, after },
          mine.signal,
        )
        if (mine.signal.aborted) return
        total = addPiece(total, piece)
        after = piece.next
        setShown({ state: after === null ? 'ended' : 'going', total, error: null })
      }
    }
    ask().catch((error: unknown) => {
      if (!mine.signal.aborted) setShown({ state: 'failed', total: null, error })
    })
  }, [])
  return { ...shown, start, cancel }
}
