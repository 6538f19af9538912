/** The draft on screen: its answers, how saving goes, and what was kept on this machine when the page was left too early. */
import { useCallback, useEffect, useState } from 'react'
import { Inspection } from '../../../shared/model/inspection.ts'
import { call } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { i18n } from '../../app/i18n.ts'
import { store, stored } from '../../app/preferences.ts'
import { toast } from '../../components/Toast.tsx'
import { change, Kept, keptKey, type AnswerChange, type Answers } from './draft.ts'
import { DraftSaver, type SaverDoors, type SaveState, type Verdict } from './saver.ts'

/** What a failed save means. A draft that was finished or discarded elsewhere takes no more answers. */
export function judge(error: unknown): Verdict {
  const failure = failureOf(error)
  if (failure.code === 'CONFLICT') {
    const current = Inspection.safeParse(failure.current)
    return current.success && current.data.state === 'draft' ? { next: 'join', current: current.data } : { next: 'refuse' }
  }
  const final = ['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'UNAUTHORIZED'].includes(failure.code)
  return { next: final ? 'refuse' : 'retry' }
}

export type Draft = {
  readonly answers: Answers
  readonly state: SaveState
  readonly answer: (itemId: string, by: AnswerChange) => void
  /** Saves now; the version to finish with, or null where it could not be saved. */
  readonly settle: () => Promise<number | null>
}

export function useDraft(loaded: Inspection): Draft {
  const [first] = useState(loaded)
  const [saver] = useState(() => new DraftSaver(first, doorsOf(first.id)))
  const [view, setView] = useState<{ answers: Answers; state: SaveState }>(() => saver.current)
  useEffect(() => saver.listen((state, answers) => setView({ state, answers })), [saver])
  useEffect(() => {
    if (recover(saver, first)) toast({ text: i18n.t('inspections.save.recovered'), tone: 'plain' })
    return () => void saver.flush()
  }, [saver, first])
  useEffect(() => saver.adopt(loaded), [saver, loaded])
  const answer = useCallback<Draft['answer']>((itemId, by) => saver.put(change(saver.current.answers, itemId, by), itemId), [saver])
  const settle = useCallback<Draft['settle']>(async () => ((await saver.flush()) ? saver.current.version : null), [saver])
  return { answers: view.answers, state: view.state, answer, settle }
}

function doorsOf(id: number): SaverDoors {
  return {
    save: (input) => call('inspections.save', input),
    judge,
    keep: (answers, version) => {
      if (answers === null) localStorage.removeItem(keptKey(id))
      else store(keptKey(id), { version, answers })
    },
    joined: () => toast({ text: i18n.t('inspections.save.conflict'), tone: 'plain', stays: 10_000 }),
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** Takes up answers that were kept on this machine and differ from the console's; true where there were any. */
function recover(saver: DraftSaver, loaded: Inspection): boolean {
  const kept = Kept.safeParse(stored(keptKey(loaded.id)))
  if (!kept.success) return false
  const known = new Map(loaded.answers.map((answer) => [answer.itemId, JSON.stringify(answer)]))
  const unsaved = kept.data.answers.filter((answer) => known.get(answer.itemId) !== JSON.stringify(answer))
  for (const { itemId, ...rest } of unsaved) saver.put(change(saver.current.answers, itemId, rest), itemId)
  return unsaved.length > 0
}
