/** As much of a browser as signing in needs: cookies by host, redirects one at a time, forms as they are written. */
export type Browser = {
  /** The cookies as last set; gone once the server takes them away. */
  readonly cookies: Map<string, string>
  /** Every `set-cookie` header seen, oldest first. */
  readonly setCookies: string[]
  /** Sends one request and follows nothing. */
  send(url: string | URL, init?: RequestInit): Promise<Response>
  /** Opens an address as a person would, following redirects; gives the last answer and where it came from. */
  open(url: string | URL, init?: RequestInit): Promise<Page>
  /** Sends the form with that id as it stands, with these fields filled in. */
  submit(page: Page, formId: string, fields: Readonly<Record<string, string>>): Promise<Page>
}

export type Page = {
  readonly url: URL
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** Something that keeps cookies and follows redirects as a browser does; `always` are headers of every request. */
export function createBrowser(always: Readonly<Record<string, string>> = {}): Browser {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []

  async function send(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...always, ...Object.fromEntries(new Headers(init.headers)) })
    if (!headers.has('accept')) headers.set('accept', 'text/html,*/*')
    const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (sent !== '' && !headers.has('cookie')) headers.set('cookie', sent)
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line) || /expires=thu, 01 jan 1970/i.test(line))
        cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  async function open(url: string | URL, init: RequestInit = {}): Promise<Page> {
    let at = new URL(url)
    let response = await send(at, init)
    for (let hops = 0; response.headers.has('location'); hops++) {
      if (hops === 20) throw new Error(`redirected round in circles at ${at.href}`)
      await response.arrayBuffer()
      at = new URL(response.headers.get('location') as string, at)
      response = await send(at)
    }
    return { url: at, status: response.status, text: await response.text(), headers: response.headers }
  }

  return {
    cookies,
    setCookies,
    send,
    open,
    submit(page, formId, fields) {
      const tag = new RegExp(`<form[^>]*id="${formId}"[^>]*>`).exec(page.text)?.[0]
      if (tag === undefined)
        throw new Error(`no form ${formId} at ${page.url.href}: ${page.text.slice(0, 400)}`)
      const action = /action="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? ''
      return open(new URL(action, page.url), { method: 'POST', body: new URLSearchParams(fields) })
    },
  }
}
