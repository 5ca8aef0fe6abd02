import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { Differences } from '../../../../server/contract/differences.ts'
import { changeLinks } from './change-links.ts'
import { Comparer, type Findings } from './comparer.ts'
import { type Place, placesOf } from './places.ts'

export type ComparisonPlaces = {
  readonly comparer: Comparer
  readonly findings: Findings
  readonly places: readonly Place[]
  /** Of the place one has come to, from 0; -1 before the first. */
  readonly index: number
  readonly go: (index: number) => Place | undefined
  /** The next place, or the one before; after the last comes the first. */
  readonly step: (direction: 1 | -1) => Place | undefined
}

/** Every place where two revisions differ, as they are found, and the one the reader has come to. */
export function useComparisonPlaces(
  comparison: Comparison,
  changes: Differences['changes'],
  isLeftOut: (change: number) => boolean,
): ComparisonPlaces {
  const [comparer] = useState(() => new Comparer(comparison))
  useEffect(() => () => comparer.close(), [comparer])
  const findings = useSyncExternalStore(comparer.subscribe, comparer.findings)
  const links = useMemo(() => changeLinks(comparison, changes), [comparison, changes])
  const all = useMemo(
    () => placesOf(comparison, findings.pictures, findings.tops, links),
    [comparison, findings.pictures, findings.tops, links],
  )
  const places = useMemo(
    () => all.filter((it) => it.kind !== 'change' || !isLeftOut(it.change)),
    [all, isLeftOut],
  )
  // By its name: places that are found later move the numbers of those behind.
  const [current, setCurrent] = useState<string>()
  const index = places.findIndex((it) => it.key === current)
  const go = (to: number): Place | undefined => {
    const place = places[to]
    if (place !== undefined) setCurrent(place.key)
    return place
  }
  return {
    comparer,
    findings,
    places,
    index,
    go,
    step: (direction) =>
      places.length === 0
        ? undefined
        : go((Math.max(index, direction > 0 ? -1 : 0) + direction + places.length) % places.length),
  }
}
