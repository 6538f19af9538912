/** Samples as CSV, piece by piece: a row a sample or bucket, times at +07, guarded against formulas as every CSV of the console. */
import { numberCell, textCell } from '../../../shared/format/csv.ts'
import { OFFSET } from '../../../shared/format/time.ts'
import { say, translator, type Locale } from '../../../shared/i18n/words.ts'
import type { ExportLevel } from '../../../shared/model/export.ts'
import { metric } from '../../../shared/model/metric.ts'
import { columnsOf, type SampleFile, type Sink } from './file.ts'

/** Characters that are gathered before they go out. */
const PIECE = 256 * 1024

export function csvSamples(level: ExportLevel, locale: Locale, sink: Sink): SampleFile {
  const t = translator(locale)
  const comma = locale === 'vi'
  let text = `\uFEFF${columnsOf(level)
    .map((name) => textCell(say(t, { key: `exports.column.${name}` })))
    .join(',')}\r\n`
  let rows = 0

  function send(): void {
    const bytes = Buffer.from(text)
    text = ''
    sink(bytes)
  }

  return {
    get rows() {
      return rows
    },
    add({ province, commune, stationCode, stationName, device }, part) {
      const { at, samples } = part
      const { unit, decimals } = metric(part.metric)
      const place = [province, commune, stationCode, stationName, device, part.metric, part.instance, part.label].map(textCell).join(',')
      const unitCell = textCell(unit)
      const number = (value: number): string => exactCell(value, decimals, comma)
      for (let i = 0; i < at.length; i++) {
        const head = `${moment(at[i]!)},${place}`
        if (samples.kind === 'raw') text += `${head},${number(samples.value[i]!)},${unitCell},${samples.quality[i]}\r\n`
        else {
          const figures = `${number(samples.min[i]!)},${exactCell(samples.mean[i]!, decimals, comma)},${number(samples.max[i]!)},${number(samples.last[i]!)}`
          text += `${head},${figures},${unitCell},${samples.count[i]},${samples.bad[i]}\r\n`
        }
        rows++
        if (text.length >= PIECE) send()
      }
    },
    end: send,
  }
}

/** With the metric's decimals where they say all of the value, otherwise every digit that it has; empty where there is none. */
function exactCell(value: number, decimals: number, comma: boolean): string {
  if (!Number.isFinite(value)) return ''
  const text = value.toFixed(decimals)
  if (Number(text) === value) return numberCell(value, decimals, comma)
  const whole = String(value)
  return comma && whole.includes('.') ? `"${whole.replace('.', ',')}"` : whole
}

/** ISO 8601 to the millisecond with the offset spelled out. */
function moment(at: number): string {
  return `${new Date(at + OFFSET).toISOString().slice(0, 23)}+07:00`
}
