import uPlot from 'uplot'
import type { ChartColumns, ChartMark } from './chartData'

export interface PlotLabels {
  avg: string
  min: string
  max: string
}

const height = 260

function cssColor(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim()
}

function drawMarks(plot: uPlot, marks: readonly ChartMark[]): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const mark of marks) {
    const from = plot.valToPos(mark.from, 'x', true)
    const to = Math.max(from + 2, plot.valToPos(mark.to, 'x', true))
    ctx.globalAlpha = 0.28
    ctx.fillStyle = cssColor(plot.root, mark.tone)
    ctx.fillRect(from, bbox.top, to - from, bbox.height)
  }

  ctx.restore()
}

const timeLabels: uPlot.Axis.Values = [
  [86_400, '{YYYY}-{MM}-{DD}', null, null, null, null, null, null, 0],
  [3600, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  [60, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
]

/** The times on the axis; a lone one stands in the middle of a minute, not of years. */
const spread: uPlot.Range.Function = ({ data }, min, max) => data[0].length === 1 ? [min - 30, min + 30] : [min, max]

/** Draws the response times. The caller owns the plot and destroys it. */
export function makePlot(
  host: HTMLElement,
  columns: ChartColumns,
  range: boolean,
  labels: PlotLabels,
  zone: string,
  onCursor: (index: number | null) => void,
): uPlot {
  const line = cssColor(host, 'up')
  const soft = cssColor(host, 'ink-faint')
  const grid = { stroke: cssColor(host, 'line'), width: 1 }
  const axis = { stroke: soft, font: '11px "Inter Variable", sans-serif', grid, ticks: { show: false } }
  const faint = { stroke: `color-mix(in srgb, ${line} 45%, transparent)`, width: 1, points: { show: false } }
  const data: uPlot.AlignedData = range
    ? [columns.time, columns.min, columns.max, columns.avg]
    : [columns.time, columns.avg]
  const average: uPlot.Series = {
    label: labels.avg,
    stroke: line,
    width: 1.75,
    // A line needs two points.
    points: { show: columns.time.length === 1, size: 7, fill: line },
    ...(range ? {} : { fill: `color-mix(in srgb, ${line} 12%, transparent)` }),
  }

  return new uPlot({
    width: host.clientWidth,
    height,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), zone),
    padding: [12, 8, 0, 0],
    scales: { x: { range: spread }, y: { range: (_, __, max) => [0, Math.max(10, (max ?? 0) * 1.15)] } },
    cursor: { y: false, points: { size: 7 } },
    legend: { show: false },
    axes: [
      { ...axis, grid: { show: false }, space: 70, values: timeLabels },
      { ...axis, size: 62, values: (_, ticks) => ticks.map(tick => `${tick} ms`) },
    ],
    series: range
      ? [{}, { ...faint, label: labels.min }, { ...faint, label: labels.max }, average]
      : [{}, average],
    bands: range ? [{ series: [2, 1], fill: `color-mix(in srgb, ${line} 12%, transparent)` }] : [],
    hooks: {
      drawClear: [plot => drawMarks(plot, columns.marks)],
      setCursor: [plot => onCursor(plot.cursor.idx ?? null)],
    },
  }, data, host)
}
