/** A history that keeps nothing: for benches of what comes before it. */
import type { HistoryWriter } from '../../main/store/store.ts'

export const noHistory: HistoryWriter = {
  append() {},
  flush() {},
  compact: () => false,
  dropEarly: () => false,
  tally: { tooLate: 0, harmed: 0, setAside: 0 },
  state: 'ok',
  detail: null,
  phrase: null,
  close() {},
}
