/** Nothing but the ordinary: the standing troubles of a branch, short outages, the traffic of the day. */
import type { Scenario } from './scenario.ts'

export const quietDay: Scenario = {
  id: 'quiet-day',
  vi: 'Ngày bình yên',
  en: 'Quiet day',
  minutes: 1440,
  play: () => ({ stations: [], devices: [] }),
}
