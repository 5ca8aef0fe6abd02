import { type Area, type Matrix, type Point, around, contains, inverse, moved, overlap } from '../geometry.ts'
import { numberText } from './content-operators.ts'
import { Unsure } from './unsure.ts'

/** A piece of a line: straight, or bent by two more points. */
type Segment = { readonly from: Point; readonly to: Point; readonly bend?: readonly [Point, Point] }
type Stretch = { readonly start: Point; readonly segments: Segment[]; closed: boolean }

/** How a path is painted: its inside, its line, and by which rule inside is meant. */
export type Painting = { readonly fill?: 'f' | 'f*'; readonly stroke?: boolean; readonly close?: boolean }

export const paintings: Readonly<Record<string, Painting>> = {
  S: { stroke: true },
  s: { stroke: true, close: true },
  f: { fill: 'f' },
  F: { fill: 'f' },
  'f*': { fill: 'f*' },
  B: { fill: 'f', stroke: true },
  'B*': { fill: 'f*', stroke: true },
  b: { fill: 'f', stroke: true, close: true },
  'b*': { fill: 'f*', stroke: true, close: true },
  n: {},
}

/** The path that is being made, in the page's space. */
export class Path {
  #stretches: Stretch[] = []

  /** Takes an operator that makes a path; false for any other. */
  take(name: string, numbers: readonly number[], matrix: Matrix): boolean {
    const at = (index: number): Point => moved(matrix, [numbers[index] ?? 0, numbers[index + 1] ?? 0])
    const last = this.#stretches.at(-1)
    const here = last?.segments.at(-1)?.to ?? last?.start ?? at(0)
    switch (name) {
      case 'm':
        this.#stretches.push({ start: at(0), segments: [], closed: false })
        return true
      case 'l':
        this.#add({ from: here, to: at(0) })
        return true
      case 'c':
        this.#add({ from: here, to: at(4), bend: [at(0), at(2)] })
        return true
      case 'v':
        this.#add({ from: here, to: at(2), bend: [here, at(0)] })
        return true
      case 'y':
        this.#add({ from: here, to: at(2), bend: [at(0), at(2)] })
        return true
      case 'h':
        if (last !== undefined) close(last)
        return true
      case 're': {
        const [x = 0, y = 0, width = 0, height = 0] = numbers
        const corner = (right: number, up: number): Point => moved(matrix, [x + right, y + up])
        const round = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)] as const
        const made: Stretch = { start: round[0], segments: [], closed: false }
        for (const [index, from] of round.entries())
          made.segments.push({ from, to: round[(index + 1) % 4] ?? from })
        this.#stretches.push({ ...made, closed: true })
        return true
      }
      default:
        return false
    }
  }

  #add(segment: Segment): void {
    const last = this.#stretches.at(-1)
    if (last === undefined || last.closed)
      this.#stretches.push({ start: segment.from, segments: [segment], closed: false })
    else last.segments.push(segment)
  }

  get isEmpty(): boolean {
    return this.#stretches.length === 0
  }

  /** Begins anew, and answers what there was. */
  end(): readonly Stretch[] {
    const done = this.#stretches
    this.#stretches = []
    return done
  }
}

function close(stretch: Stretch): void {
  const end = stretch.segments.at(-1)?.to ?? stretch.start
  if (end[0] !== stretch.start[0] || end[1] !== stretch.start[1])
    stretch.segments.push({ from: end, to: stretch.start })
  stretch.closed = true
}

/** Everything a stretch could touch: its corners, and the points that bend it. */
function reach(stretch: Stretch): Area {
  return around([stretch.start, ...stretch.segments.flatMap((it) => [it.to, ...(it.bend ?? [])])])
}

/** The area of an upright rectangle; undefined for any other shape. */
function rectangleOf(stretch: Stretch): Area | undefined {
  const points = [stretch.start, ...stretch.segments.map((it) => it.to)]
  if (stretch.segments.some((it) => it.bend !== undefined)) return undefined
  const area = around(points)
  const isUpright = points.every(
    ([x, y]) => (near(x, area[0]) || near(x, area[2])) && (near(y, area[1]) || near(y, area[3])),
  )
  const turns = stretch.segments.every((it) => near(it.from[0], it.to[0]) || near(it.from[1], it.to[1]))
  return isUpright && turns && points.length >= 4 && points.length <= 6 ? area : undefined
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.01
}

/**
 * What is left of a path outside the areas, as operators in the space of `matrix`; undefined when nothing has to be
 * changed. Throws `Unsure` for shapes that are not cut here.
 */
export function pathOutside(
  stretches: readonly Stretch[],
  painting: Painting,
  areas: readonly Area[],
  { matrix, lineWidth }: { readonly matrix: Matrix; readonly lineWidth: number },
): string | undefined {
  const half = painting.stroke === true ? (lineWidth * scaleOf(matrix)) / 2 + 0.1 : 0
  const isNear = (it: Stretch, area: Area): boolean => overlap(widened(reach(it), half), area)
  const touched = stretches.filter((it) => areas.some((area) => isNear(it, area)))
  if (touched.length === 0 || (painting.fill === undefined && painting.stroke !== true)) return undefined
  // A shape that goes beyond the box on all sides tells nothing about what is in it.
  const isGround = (it: Stretch): boolean => {
    const area = rectangleOf(it)
    return area !== undefined && areas.every((box) => !isNear(it, box) || contains(widened(area, -half), box))
  }
  if (touched.every(isGround)) return undefined
  if (painting.close === true) for (const it of stretches) if (it.segments.length > 0) close(it)
  const back = inverse(matrix)
  if (back === undefined) throw new Unsure('path')
  const pen = new Pen(back)
  const remaining = stretches.filter((it) => !areas.some((area) => contains(area, reach(it))))
  if (painting.fill !== undefined) pen.filled(remaining, areas, painting.fill)
  if (painting.stroke === true) pen.stroked(remaining, areas, half)
  return pen.text()
}

/** Whether clipping by this path shows only what upright rectangles show. */
export function clipsPlainly(stretches: readonly Stretch[], areas: readonly Area[]): boolean {
  return stretches.every(
    (it) => rectangleOf(it) !== undefined || !areas.some((area) => overlap(reach(it), area)),
  )
}

function scaleOf([a, b, c, d]: Matrix): number {
  return Math.max(Math.hypot(a, b), Math.hypot(c, d))
}

function widened([left, bottom, right, top]: Area, by: number): Area {
  return [left - by, bottom - by, right + by, top + by]
}

class Pen {
  readonly #back: Matrix
  readonly #lines: string[] = []

  constructor(back: Matrix) {
    this.#back = back
  }

  text(): string {
    return this.#lines.length === 0 ? 'n' : this.#lines.join('\n')
  }

  filled(stretches: readonly Stretch[], areas: readonly Area[], rule: 'f' | 'f*'): void {
    const cut = stretches.filter((it) => areas.some((area) => overlap(reach(it), area)))
    // Cutting one shape out of several that make holes in each other would fill the holes.
    const isSimple =
      stretches.length === 1 || cut.length === 0 || stretches.every((it) => rectangleOf(it) !== undefined)
    if (!isSimple) throw new Unsure('path')
    let drawn = 0
    for (const stretch of stretches) {
      const area = rectangleOf(stretch)
      if (!cut.includes(stretch)) this.#whole(stretch)
      else if (area === undefined) throw new Unsure('path')
      else {
        const pieces = areas.reduce<readonly Area[]>(
          (left, box) => left.flatMap((it) => (contains(it, box) ? [it] : without(it, box))),
          [area],
        )
        for (const piece of pieces) this.#rectangle(piece)
        if (pieces.length === 0) continue
      }
      drawn += 1
    }
    if (drawn > 0) this.#lines.push(rule)
  }

  stroked(stretches: readonly Stretch[], areas: readonly Area[], half: number): void {
    let drawn = 0
    for (const stretch of stretches) {
      if (!areas.some((area) => overlap(widened(reach(stretch), half), area))) this.#whole(stretch)
      else for (const segment of stretch.segments) this.#cut(segment, areas, half)
      drawn += 1
    }
    if (drawn > 0) this.#lines.push('S')
  }

  #cut(segment: Segment, areas: readonly Area[], half: number): void {
    const near = areas.filter((it) =>
      overlap(widened(around([segment.from, segment.to, ...(segment.bend ?? [])]), half), it),
    )
    if (segment.bend !== undefined) {
      if (near.length > 0) throw new Unsure('path')
      this.#op('m', segment.from)
      this.#op('c', ...segment.bend, segment.to)
      return
    }
    let pieces: readonly (readonly [number, number])[] = [[0, 1]]
    for (const area of near) {
      const inside = within(segment, area)
      if (inside === undefined) continue
      pieces = pieces.flatMap(([from, to]) =>
        (
          [
            [from, Math.min(to, inside[0])],
            [Math.max(from, inside[1]), to],
          ] as const
        ).filter(([start, end]) => end - start > 1e-6),
      )
    }
    const at = (share: number): Point => [
      segment.from[0] + (segment.to[0] - segment.from[0]) * share,
      segment.from[1] + (segment.to[1] - segment.from[1]) * share,
    ]
    for (const [from, to] of pieces) {
      this.#op('m', at(from))
      this.#op('l', at(to))
    }
  }

  #whole(stretch: Stretch): void {
    this.#op('m', stretch.start)
    for (const { to, bend } of stretch.segments) {
      if (bend === undefined) this.#op('l', to)
      else this.#op('c', ...bend, to)
    }
    if (stretch.closed) this.#lines.push('h')
  }

  #rectangle([left, bottom, right, top]: Area): void {
    this.#op('m', [left, bottom])
    this.#op('l', [right, bottom])
    this.#op('l', [right, top])
    this.#op('l', [left, top])
    this.#lines.push('h')
  }

  #op(name: string, ...points: readonly Point[]): void {
    const numbers = points.flatMap((it) => moved(this.#back, it).map(numberText))
    this.#lines.push(`${numbers.join(' ')} ${name}`)
  }
}

/** An area without another one, in at most four pieces. */
function without(area: Area, box: Area): readonly Area[] {
  if (!overlap(area, box)) return [area]
  const [left, bottom, right, top] = area
  const [low, high] = [Math.max(bottom, box[1]), Math.min(top, box[3])]
  const pieces: readonly Area[] = [
    [left, bottom, right, low],
    [left, high, right, top],
    [left, low, Math.max(left, box[0]), high],
    [Math.min(right, box[2]), low, right, high],
  ]
  return pieces.filter((it) => it[2] - it[0] > 1e-6 && it[3] - it[1] > 1e-6)
}

/** From which share of a straight piece to which it is inside an area; undefined when it is not. */
function within({ from, to }: Segment, area: Area): readonly [number, number] | undefined {
  let [start, end] = [0, 1]
  for (const axis of [0, 1] as const) {
    const way = to[axis] - from[axis]
    const [low, high] = [area[axis], area[axis + 2] as number]
    if (Math.abs(way) < 1e-9) {
      if (from[axis] <= low || from[axis] >= high) return undefined
      continue
    }
    const [one, other] = [(low - from[axis]) / way, (high - from[axis]) / way]
    start = Math.max(start, Math.min(one, other))
    end = Math.min(end, Math.max(one, other))
  }
  return end > start ? [start, end] : undefined
}
