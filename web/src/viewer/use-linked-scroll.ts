import { useEffect } from 'react'
import type { DeskState } from './use-desk.ts'

type Desk = Pick<DeskState, 'top' | 'scrollTo' | 'onMove'>

/**
 * Lets two desks move together, each by as much paper as the other: `ratio` is the scale of the second over that of the
 * first. What was put side by side by hand stays side by side.
 */
export function useLinkedScroll(first: Desk, second: Desk, ratio: number, linked: boolean): void {
  const { top: topOfFirst, scrollTo: scrollFirst, onMove: onFirst } = first
  const { top: topOfSecond, scrollTo: scrollSecond, onMove: onSecond } = second
  useEffect(() => {
    if (!linked) return
    const one = { top: topOfFirst, scrollTo: scrollFirst, onMove: onFirst }
    const other = { top: topOfSecond, scrollTo: scrollSecond, onMove: onSecond }
    const tops = new Map<Desk, number>([one, other].map((it) => [it, it.top()]))
    let isLeading = false
    const follow = (leader: Desk, follower: Desk, by: number) =>
      leader.onMove(() => {
        const moved = leader.top() - (tops.get(leader) ?? 0)
        tops.set(leader, leader.top())
        // What the leader moves must not come back to it.
        if (isLeading) return
        isLeading = true
        follower.scrollTo(follower.top() + moved * by)
        isLeading = false
      })
    const ends = [follow(one, other, ratio), follow(other, one, 1 / ratio)]
    return () => ends.forEach((end) => end())
  }, [topOfFirst, scrollFirst, onFirst, topOfSecond, scrollSecond, onSecond, ratio, linked])
}
