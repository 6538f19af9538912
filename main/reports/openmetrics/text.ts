/** The text that Prometheus reads: OpenMetrics 1.0, or its elder sibling (text format 0.0.4) for whoever asks for that. Pure. */

export type Form = 'openmetrics' | 'prometheus'
export const CONTENT_TYPES: Readonly<Record<Form, string>> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
}

/** OpenMetrics where the Accept header names it, else the text format that everything reads. */
export function formOf(accept: string | undefined): Form {
  return /application\/openmetrics-text/i.test(accept ?? '') ? 'openmetrics' : 'prometheus'
}

export type Family = {
  /** Without `_total` and the like; ends with the unit where it has one. */
  readonly name: string
  readonly type: 'gauge' | 'counter' | 'info'
  readonly unit?: string
  readonly help: string
}
export type Labels = Readonly<Record<string, string>>
export type Sample = { readonly labels?: Labels; readonly value: number }

const ENDINGS = { gauge: '', counter: '_total', info: '_info' } as const

/** What stands at the end of a sample's name. */
export function sampleName({ name, type }: Pick<Family, 'name' | 'type'>): string {
  return name + ENDINGS[type]
}

/** The lines that tell of a family; its samples follow them, all together. */
export function headOf(family: Family, form: Form): string {
  const { name, type, unit, help } = family
  if (form === 'openmetrics')
    return `# TYPE ${name} ${type}\n${unit === undefined ? '' : `# UNIT ${name} ${unit}\n`}# HELP ${name} ${escapeHelp(help, form)}\n`
  // The elder form knows no infos, and calls a family by the name of its samples.
  const shown = sampleName(family)
  return `# HELP ${shown} ${escapeHelp(help, form)}\n# TYPE ${shown} ${type === 'info' ? 'gauge' : type}\n`
}

/** A family of few samples as a whole. Values that are no numbers are left out. */
export function familyText(family: Family, samples: readonly Sample[], form: Form): string {
  const told = samples.filter(({ value }) => Number.isFinite(value))
  if (told.length === 0) return ''
  const name = sampleName(family)
  return headOf(family, form) + told.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${value}\n`).join('')
}

export function endOf(form: Form): string {
  return form === 'openmetrics' ? '# EOF\n' : ''
}

export function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

/** Only these three mean anything within quotes; whatever else a name has comes as it is, in UTF-8. */
export function escapeLabel(value: string): string {
  const whole = value.toWellFormed()
  return /[\\"\n]/.test(whole) ? whole.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : whole
}

function escapeHelp(text: string, form: Form): string {
  const safe = text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return form === 'openmetrics' ? safe.replaceAll('"', '\\"') : safe
}
