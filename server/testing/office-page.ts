import type { IncomingMessage, ServerResponse } from 'node:http'
import { type OfficeKeys, WopiClient } from './wopi-client.ts'
import { word } from './word-says.ts'

const lock = 'the lock of this session'

/** What it saves, whatever was there. */
export const written = 'オフィスサーバーで直しました。'

/** A request over the network. */
const carry: ConstructorParameters<typeof WopiClient>[0]['carry'] = async ({
  method,
  url,
  headers,
  body,
}) => {
  const answer = await fetch(url, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  })
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name) ?? undefined,
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/**
 * The page of an office server in its frame, with a button to write, one to save and one to close: it opens, locks and saves the
 * file as Collabora Online does, and says so to the page around it in the same words.
 */
export function officePage(
  keys: () => OfficeKeys,
): (request: IncomingMessage, response: ServerResponse) => void {
  let client: WopiClient | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://office')
    const form = await formOf(request)
    if (pathname === '/browser/0f3a/cool.html') {
      client = new WopiClient({
        ...{ source: searchParams.get('WOPISrc') ?? '', token: form.get('access_token') ?? '' },
        ...{ carry, keys, nowMs: Date.now },
      })
      const info = (await client.checkFileInfo()).json
      await client.getFile()
      await client.lock(lock)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        pageOf(
          String(info['PostMessageOrigin']),
          String(info['BaseFileName']),
          String(info['UserFriendlyName']),
        ),
      )
      return
    }
    const done =
      pathname === '/save' ? await client?.putFile(word(written), lock) : await client?.unlock(lock)
    response.end(JSON.stringify({ success: done?.status === 200 }))
  }
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  }
}

function pageOf(host: string, name: string, user: string): string {
  return `<!doctype html><html lang="ja"><title>${name}</title>
<h1>${name}</h1><p id="user">${user}</p><p id="heard"></p>
<button id="write">書く</button><button id="save">保存</button><button id="close">閉じる</button>
<script>
const tell = (MessageId, Values = {}) =>
  parent.postMessage(JSON.stringify({ MessageId, SendTime: Date.now(), Values }), ${JSON.stringify(host)})
const save = async () => {
  const { success } = await (await fetch('/save', { method: 'POST' })).json()
  tell('Doc_ModifiedStatus', { Modified: !success })
  tell('Action_Save_Resp', { success })
}
document.querySelector('#write').onclick = () => tell('Doc_ModifiedStatus', { Modified: true })
document.querySelector('#save').onclick = save
document.querySelector('#close').onclick = async () => {
  await fetch('/unlock', { method: 'POST' })
  tell('UI_Close')
}
addEventListener('message', ({ data, origin }) => {
  if (origin !== ${JSON.stringify(host)}) return
  const { MessageId } = JSON.parse(data)
  document.querySelector('#heard').textContent += MessageId + ' '
  if (MessageId === 'Action_Save') void save()
})
tell('App_LoadingStatus', { Status: 'Frame_Ready' })
tell('App_LoadingStatus', { Status: 'Document_Loaded' })
</script></html>`
}
