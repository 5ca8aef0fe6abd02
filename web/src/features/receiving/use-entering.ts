import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ArrivalBody, ReceiptView } from '../../../../server/contract/receipts.ts'
import { request } from '../../api/client.ts'
import { sendReceiptFile, useReceiptActions } from '../../api/receipts.ts'
import { isLeftover } from '../../ui/index.ts'

const saveAfterMs = 800
/** What a mail fills in where nothing was typed. */
const filled = ['title', 'sender', 'sentOn', 'channel'] as const

/**
 * A registration while it is typed: saved by itself, one save after the other, and files beside it. What a mail says of itself
 * comes into the fields that nobody touched meanwhile.
 */
export function useEntering(receipt: ReceiptView) {
  const { id } = receipt
  const actions = useReceiptActions(id)
  const [arrival, setArrival] = useState(receipt.arrival)
  const [sending, setSending] = useState<readonly string[]>([])
  const latest = useRef(receipt.arrival)
  const saved = useRef(receipt.arrival)
  const version = useRef(receipt.version)
  const line = useRef<Promise<void>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  /** One after the other; a failure is told to whoever asked, and the next one has its own try. */
  const inLine = (work: () => Promise<void>): Promise<void> => {
    const next = line.current.then(work)
    line.current = next.catch(() => {})
    return next
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer.current)
    return inLine(async () => {
      if (latest.current === saved.current) return
      const body = latest.current
      const done = await actions.save(version.current, body)
      version.current = done.version
      saved.current = body
    })
  }
  const adopt = (now: ReceiptView): void => {
    const before = saved.current
    const merged: ArrivalBody = { ...latest.current }
    for (const field of filled)
      if (merged[field] === before[field] && now.arrival[field] !== undefined)
        Object.assign(merged, { [field]: now.arrival[field] })
    version.current = now.version
    saved.current = now.arrival
    latest.current = merged
    setArrival(merged)
  }
  const leave = useEffectEvent(() => void flush().catch(() => {}))
  useEffect(() => () => leave(), [])
  return {
    arrival,
    sending,
    version: () => version.current,
    flush,
    change: (next: ArrivalBody) => {
      latest.current = next
      setArrival(next)
      clearTimeout(timer.current)
      // A save that fails is told when it is registered.
      timer.current = setTimeout(() => void flush().catch(() => {}), saveAfterMs)
    },
    /** Adds files one after the other: the first mail says what it is about. */
    add: async (files: readonly File[]): Promise<void> => {
      await flush()
      for (const file of files.filter((it) => !isLeftover(it.name))) {
        setSending((now) => [...now, file.name])
        try {
          await inLine(async () => {
            const { found } = await sendReceiptFile(id, file)
            if (found !== undefined) adopt(await request<ReceiptView>('GET', `/v1/receipts/${id}`))
          })
        } finally {
          setSending((now) => now.filter((it) => it !== file.name))
        }
      }
      await actions.moved()
    },
  }
}
