import { useEffect, useRef, useState } from 'react'
import { type Sending, sendFile } from '../api/send-file.ts'

export type FileSending = {
  /** How far it is, 0 to 100; undefined while nothing travels. At 100 the server checks what it got. */
  readonly percent: number | undefined
  /** Sends a file; fails with an AbortError when it was stopped. */
  readonly send: <Answer>(address: string, file: File, name: string) => Promise<Answer>
  readonly stop: () => void
}

/** One file on its way to the server, with its progress; stopped when the page is left. */
export function useFileSending(): FileSending {
  const [percent, setPercent] = useState<number>()
  const current = useRef<Sending<unknown>>(undefined)
  useEffect(() => () => current.current?.cancel(), [])
  const send = async <Answer>(address: string, file: File, name: string): Promise<Answer> => {
    setPercent(0)
    const sending = sendFile<Answer>(address, { blob: file, name }, (sentBytes) =>
      setPercent(file.size === 0 ? 100 : Math.min(100, Math.floor((sentBytes / file.size) * 100))),
    )
    current.current = sending
    try {
      return await sending.done
    } finally {
      current.current = undefined
      setPercent(undefined)
    }
  }
  return { percent, send, stop: () => current.current?.cancel() }
}
