import type { StreamEvent } from '../contract/stream.ts'

export type Followed = { readonly contentType: string | null; readonly stop: () => void }

/** Listens to `/v1/stream` of a server as a browser does; answers when the line is open. It ends with the server, or by `stop`. */
export async function followStream(
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  hear: (event: StreamEvent) => void,
): Promise<Followed> {
  const leave = new AbortController()
  const response = await fetch(`${baseUrl}/v1/stream`, { headers, signal: leave.signal })
  const listen = async (): Promise<void> => {
    let text = ''
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString()
      const parts = text.split('\n\n')
      text = parts.pop() as string
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1]
        if (data !== undefined) hear(JSON.parse(data) as StreamEvent)
      }
    }
  }
  listen().catch(() => undefined)
  return { contentType: response.headers.get('content-type'), stop: () => leave.abort() }
}
