/**
 * What a bucket of 5-minute figures says of the polls in it, where the samples themselves are gone: an approximation, and told as one. A number's bucket
 * stands for its mean at all polls but one, which had the value nearest to the alarm. Of a state, so many polls in a row as its share of the seconds.
 */
import { judge, type CompiledRule, type Sight } from './judge.ts'

export type Bucket = {
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Good samples. */
  readonly count: number
  /** Code → seconds; null for numbers. */
  readonly seconds: ReadonlyMap<number, number> | null
}

const good = (rule: CompiledRule, value: number): Sight => judge(rule, { value, quality: 'good' })

const times = (n: number, sight: Sight): Sight[] => Array.from({ length: n }, () => sight)

/** A sight for each good sample of the bucket, in the order in which they most likely came. `raised`: the alarm stands at its begin. */
export function sightsOf(rule: CompiledRule, bucket: Bucket, raised: boolean): Sight[] {
  const { count } = bucket
  if (count <= 0) return []
  return bucket.seconds ? ofStates(rule, bucket.seconds, count, raised) : ofNumbers(rule, bucket, raised)
}

function ofNumbers(rule: CompiledRule, { min, max, mean, count }: Bucket, raised: boolean): Sight[] {
  const { condition } = rule.rule
  const below = condition.kind === 'threshold' && condition.direction === 'below'
  const worst = good(rule, below ? min : max)
  const rest = times(count - 1, good(rule, mean))
  return raised ? [worst, ...rest] : [...rest, worst]
}

function ofStates(rule: CompiledRule, seconds: ReadonlyMap<number, number>, count: number, raised: boolean): Sight[] {
  let wrong = 0
  let all = 0
  for (const [code, held] of seconds) {
    all += held
    if (rule.codes.has(code)) wrong += held
  }
  // A state that was seen was seen by a poll.
  const polls = wrong === 0 ? 0 : wrong === all ? count : Math.min(count, Math.max(1, Math.round((wrong / all) * count)))
  const bad = times(polls, 'raise')
  const fine = times(count - polls, 'clear')
  return raised ? [...bad, ...fine] : [...fine, ...bad]
}
