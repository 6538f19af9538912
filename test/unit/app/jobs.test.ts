/** Jobs of the archive: one of a kind, progress, cancelling, what a failing one leaves. */
import { describe, expect, it } from 'vitest'
import { openJobs, type Ended, type Work } from '../../../main/app/jobs.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'

function kit() {
  const changes: string[] = []
  let mono = 0
  const jobs = openJobs({ now: () => 77, mono: () => (mono += 400), onChange: (kind) => changes.push(kind), tellMs: 1000 })
  const begin = <T>(kind: string, work: () => Work<T>): Promise<Ended<T>> => {
    const started = jobs.start(kind, work)
    if (isRefusal(started)) throw new Error(started.data.phrase.key)
    return started.ended
  }
  return { jobs, changes, begin }
}

function* steps(count: number, log: string[] = []): Work<string> {
  try {
    for (let i = 0; i < count; i++) yield { done: i, total: count }
    return 'whole'
  } finally {
    log.push('cleaned')
  }
}

describe('jobs', () => {
  it('run to their end and tell of it', async () => {
    const { jobs, changes, begin } = kit()
    const ended = begin('backup', () => steps(20))
    expect(jobs.get('backup')).toEqual({ kind: 'backup', startedAt: 77, done: 0, total: 0, cancelled: false })
    expect(await ended).toEqual({ done: true, value: 'whole' })
    expect(jobs.get('backup')).toBeNull()
    expect(changes.length).toBeGreaterThan(3)
    expect(changes.length).toBeLessThan(14)
  })

  it('are one of a kind, and several kinds go side by side', async () => {
    const { jobs, begin } = kit()
    const first = begin('backup', () => steps(5))
    const second = jobs.start('backup', () => steps(5))
    expect(isRefusal(second) && second.refused).toBe('CONFLICT')
    const other = begin('export', () => steps(5))
    expect(await first).toMatchObject({ done: true })
    expect(await other).toMatchObject({ done: true })
    expect(await begin('backup', () => steps(1))).toMatchObject({ done: true })
  })

  it('end at their next step when cancelled, and clean up', async () => {
    const { jobs, begin } = kit()
    const log: string[] = []
    const ended = begin('backup', () => steps(1_000_000, log))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(jobs.get('backup')?.done).toBeGreaterThan(0)
    expect(jobs.cancel('backup')).toBe(true)
    expect(await ended).toEqual({ done: false })
    expect(log).toEqual(['cleaned'])
    expect(jobs.cancel('backup')).toBe(false)
  })

  it('throw what their work throws, and make room', async () => {
    const { jobs, begin } = kit()
    const bad = (function* (): Work<void> {
      yield { done: 0, total: 1 }
      throw new Error('no disk')
    })()
    await expect(begin('backup', () => bad)).rejects.toThrow('no disk')
    expect(jobs.get('backup')).toBeNull()
  })

  it('all end when the archive closes, and none begins after it', async () => {
    const { jobs, begin } = kit()
    const log: string[] = []
    const ended = begin('backup', () => steps(1_000_000, log))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.close()
    expect(await ended).toEqual({ done: false })
    expect(log).toEqual(['cleaned'])
    expect(isRefusal(jobs.start('export', () => steps(1)))).toBe(true)
  })
})
