/** Present values of one metric, of all stations at once. */
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../shared/model/metric.ts'
import { scenario, type StationPlan } from '../../support/scenario.ts'

const TWO: Record<string, StationPlan> = { S1: { devices: ['power', 'radio'] }, S2: {} }

describe('latest', () => {
  it(
    'has a line for each reading of the metric, with what it is worth now',
    scenario(TWO, (b) => {
      b.at('00:02:00').reads('S2', 'power', 'dc.voltage', { value: null, quality: 'error' }).until('00:04:00')
      const found = b.engine.latest('dc.voltage')
      const [one, two] = ['S1', 'S2'].map((code) => b.row(code).id)
      expect([...found.stationId]).toEqual([one, two])
      expect(found.instance).toEqual(['', ''])
      expect([...found.value]).toEqual([54, Number.NaN])
      expect([...found.quality].map((place) => Quality.options[place])).toEqual(['good', 'error'])
      expect(Math.min(...found.at)).toBeGreaterThan(0)
      expect([...b.engine.latest('radio.rsl').stationId]).toEqual([one])
      expect(b.engine.latest('genset.fuel')).toMatchObject({ instance: [], value: new Float64Array(0) })
      // A device may say more from one poll to the next.
      b.reads('S1', 'power', 'genset.fuel', 80).until('00:06:00')
      expect(b.engine.latest('genset.fuel')).toMatchObject({ stationId: new Uint32Array([one!]), value: new Float64Array([80]) })
      b.falls('S1').until('00:30:00')
      expect(Quality.options[b.engine.latest('dc.voltage').quality[0]!]).toBe('stale')
    }),
  )
})
