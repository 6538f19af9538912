/** What is seen of charts as one picture: title, period, legends and plots in the colours of the present theme, drawn on a canvas; no address but `data:` is loaded. */

export type Picture = { title: string; subtitle: string }

const MARGIN = 24
const HEAD = 24
const GAP = 16
/** Properties that a drawing takes from the page's styles; a picture of its own has none. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'clip-path',
] as const

type Part = {
  title: string
  unit: string
  legend: { name: string; key: SVGSVGElement | null }[]
  plot: SVGSVGElement
  width: number
  height: number
}

/** The charts within an element, as they stand there; hidden lines are not in their legends. */
function partsOf(within: HTMLElement): Part[] {
  return [...within.querySelectorAll<HTMLElement>('[data-chart]')].flatMap((figure): Part[] => {
    const plot = figure.querySelector<SVGSVGElement>('svg.recharts-surface')
    if (!plot) return []
    const { width, height } = plot.getBoundingClientRect()
    const names = [...figure.querySelectorAll<HTMLElement>('figcaption button[aria-pressed="true"], figcaption [data-key]')]
    return [
      {
        title: figure.querySelector('h3')?.textContent ?? '',
        unit: figure.querySelector('[data-unit]')?.textContent ?? '',
        legend: names.map((name) => ({ name: name.textContent ?? '', key: name.querySelector('svg') })),
        plot,
        width,
        height,
      },
    ]
  })
}

/** Lines of a legend that are no wider than the picture. */
function wrapped(ctx: CanvasRenderingContext2D, legend: Part['legend'], width: number): Part['legend'][] {
  const lines: Part['legend'][] = []
  let left = 0
  for (const one of legend) {
    const wide = ctx.measureText(one.name).width + 38
    if (lines.length === 0 || left + wide > width) {
      lines.push([])
      left = 0
    }
    lines.at(-1)?.push(one)
    left += wide
  }
  return lines
}

/** A PNG of the charts within an element; null where there is none, or the browser cannot hold so large a picture. */
export async function picture(within: HTMLElement, { title, subtitle }: Picture): Promise<Blob | null> {
  const parts = partsOf(within)
  const canvas = document.createElement('canvas')
  const ctx = canvas.getContext('2d')
  if (parts.length === 0 || !ctx) return null
  const page = getComputedStyle(within)
  const root = getComputedStyle(document.documentElement)
  const colour = (token: string) => root.getPropertyValue(token).trim()
  const family = page.fontFamily
  const font = (weight: number, size: number) => `${weight} ${size}px ${family}`
  const width = Math.max(...parts.map((part) => part.width))
  ctx.font = font(400, 12)
  const legends = parts.map((part) => wrapped(ctx, part.legend, width))
  const heights = parts.map((part, i) => HEAD + (legends[i]?.length ?? 0) * 18 + part.height + GAP)
  const height = heights.reduce((sum, one) => sum + one, 0)
  const scale = Math.max(2, devicePixelRatio)
  canvas.width = Math.ceil((width + 2 * MARGIN) * scale)
  canvas.height = Math.ceil((height + 2 * MARGIN + 56) * scale)
  ctx.scale(scale, scale)
  ctx.fillStyle = colour('--surface')
  ctx.fillRect(0, 0, canvas.width, canvas.height)
  ctx.textBaseline = 'middle'
  const write = (text: string, x: number, y: number, style: string, fill: string) => {
    ctx.font = style
    ctx.fillStyle = fill
    ctx.fillText(text, x, y)
  }
  write(title, MARGIN, MARGIN + 8, font(600, 18), colour('--text'))
  write(subtitle, MARGIN, MARGIN + 34, font(400, 13), colour('--muted'))
  let top = MARGIN + 56
  for (const [i, part] of parts.entries()) {
    write(part.title, MARGIN, top + 10, font(600, 14), colour('--text'))
    const after = MARGIN + ctx.measureText(part.title).width + 10
    write(part.unit, after, top + 10, font(400, 12), colour('--muted'))
    let below = top + HEAD
    for (const line of legends[i] ?? []) {
      let left = MARGIN
      for (const { name, key } of line) {
        if (key) await draw(ctx, key, left, below + 4)
        write(name, left + 20, below + 9, font(400, 12), colour('--text'))
        left += ctx.measureText(name).width + 38
      }
      below += 18
    }
    await draw(ctx, part.plot, MARGIN, below)
    top += heights[i] ?? 0
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** Draws an SVG of the page: shapes as a picture of their own with their styles written out, texts by the canvas, which knows the page's fonts. */
async function draw(ctx: CanvasRenderingContext2D, svg: SVGSVGElement, x: number, y: number): Promise<void> {
  const box = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ]
  from.forEach((element, i) => {
    const styles = getComputedStyle(element)
    const target = to[i]
    for (const name of STYLES) target?.setAttribute(name, styles.getPropertyValue(name))
  })
  for (const text of copy.querySelectorAll('text')) text.remove()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  ctx.drawImage(image, x, y, box.width, box.height)
  for (const text of svg.querySelectorAll('text')) {
    const styles = getComputedStyle(text)
    const place = text.getBoundingClientRect()
    ctx.font = `${styles.fontWeight} ${styles.fontSize} ${styles.fontFamily}`
    ctx.fillStyle = styles.fill
    ctx.fillText(text.textContent ?? '', x + place.left - box.left, y + place.top - box.top + place.height / 2)
  }
}
