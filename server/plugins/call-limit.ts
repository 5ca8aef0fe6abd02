/** How much of a limit is left. */
export type Counted = {
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly isOver: boolean
}

const windowMs = 60_000
/** Callers counted at a time in this process; the one whose window began longest ago is let go. */
const mostCallers = 10_000

/** Counts calls of each caller in a minute of its own; 0 counts nothing. Each process counts for itself. */
export function createCallLimit(limit: number): (caller: string, nowMs?: number) => Counted | undefined {
  const windows = new Map<string, { readonly beganAtMs: number; calls: number }>()
  return (caller, nowMs = performance.now()) => {
    if (limit === 0) return undefined
    let window = windows.get(caller)
    if (window === undefined || nowMs - window.beganAtMs >= windowMs) {
      window = { beganAtMs: nowMs, calls: 0 }
      windows.delete(caller)
      windows.set(caller, window)
      if (windows.size > mostCallers) windows.delete(windows.keys().next().value as string)
    }
    window.calls += 1
    return {
      limit,
      remaining: Math.max(limit - window.calls, 0),
      resetSeconds: Math.ceil((window.beganAtMs + windowMs - nowMs) / 1000),
      isOver: window.calls > limit,
    }
  }
}
