import type { DemoUsers } from '../../contract/me.ts'
import { html, renderNotice, renderPage } from '../../plugins/page.ts'
import { demoPassword } from './people.ts'

const banner = html`<aside class="banner" aria-label="デモ">
  <strong>デモ用サインイン</strong
  >見本のデータで動いています。パスワードは全員同じです。実在の文書や個人情報を入れないでください。
</aside>`

/** The script that fills in the form at once; without it the same buttons load the page again, filled in. */
export const fillScript = `'use strict'
const form = document.getElementById('kc-form-login')
for (const button of document.querySelectorAll('button[name=fill]')) {
  button.addEventListener('click', (event) => {
    event.preventDefault()
    form.elements.username.value = button.value
    form.elements.password.value = form.dataset.password
    for (const other of document.querySelectorAll('button[name=fill]')) {
      other.setAttribute('aria-pressed', String(other === button))
    }
    document.getElementById('kc-login').focus()
  })
}
`

/** The sign-in page, with Keycloak's field names and form id, so that one test drives both. */
export function renderLogin(page: {
  readonly action: string
  readonly execution: string
  readonly script: string
  readonly users: DemoUsers['users']
  /** What was typed before, or picked from the list. */
  readonly username?: string
  readonly filled?: boolean
  readonly wrong?: boolean
}): string {
  const wrong = page.wrong === true
  const people = page.users.map(
    (user) =>
      html`<li>
        <button
          type="submit"
          name="fill"
          value="${user.login}"
          aria-pressed="${String(page.filled === true && user.login === page.username)}"
        >
          <span class="who"><span>${user.name}</span><code>${user.login}</code></span>
          <span class="title">${user.title}</span>
          <span class="hint">${user.hint}</span>
        </button>
      </li>`,
  )
  const error = wrong
    ? html`<p class="error" id="input-error" role="alert">
        職員番号かパスワードが違います。パスワードは「${demoPassword}」です。職員番号を確かめるか、一覧から選んでください。
      </p>`
    : html``
  const invalid = wrong ? html` aria-invalid="true" aria-describedby="input-error"` : html``
  return renderPage({
    title: wrong ? 'エラー: サインイン' : 'サインイン',
    banner,
    script: page.script,
    body: html`<div class="columns">
      <section class="paper">
        <h1>サインイン</h1>
        ${error}
        <form id="kc-form-login" method="post" action="${page.action}" data-password="${demoPassword}">
          <label for="username">職員番号<span class="help">例: u0505</span></label>
          <input
            id="username"
            name="username"
            type="text"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
            value="${page.username ?? ''}"
            ${invalid}${page.filled === true ? html`` : html` autofocus`}
          />
          <label for="password"
            >パスワード<span class="help">デモでは全員「${demoPassword}」です</span></label
          >
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            value="${page.filled === true ? demoPassword : ''}"
            ${invalid}
          />
          <button
            class="button"
            id="kc-login"
            type="submit"
            ${page.filled === true ? html` autofocus` : html``}
          >
            サインイン
          </button>
        </form>
      </section>
      <section class="paper" aria-labelledby="people">
        <h2 id="people">だれとして試しますか</h2>
        <p class="quiet">
          選ぶとサインインの欄に入ります。見本の職員なら、ここにない人でも職員番号で入れます。
        </p>
        <form method="get" action="${page.action.split('?')[0] ?? ''}">
          <input type="hidden" name="execution" value="${page.execution}" />
          <ul class="people">
            ${people}
          </ul>
        </form>
      </section>
    </div>`,
  })
}

/** The sign-in page was left open too long, or the server was started again. */
export function renderStale(): string {
  return renderNotice({
    title: 'サインインをやり直してください',
    sentences: ['この画面の有効期限が切れました。もう一度はじめからサインインしてください。'],
    action: { href: '/auth/sign-in', label: 'サインインする' },
    warning: true,
  })
}

/** The provider refuses what the browser brought. `detail` is the protocol's own word, for whoever helps. */
export function renderRefusal(detail: string): string {
  return renderNotice({
    title: 'サインインの手続きを続けられません',
    sentences: ['はじめからやり直してください。続くときは、次の内容を管理者に伝えてください。', detail],
    action: { href: '/', label: '最初の画面へ' },
    warning: true,
  })
}

/** Asks before ending the provider's session when nothing proves that the person wants it. */
export function renderLogout(form: string): string {
  return renderPage({
    title: 'サインアウト',
    banner,
    body: html`<section class="paper notice">
      <h1>サインアウトしますか</h1>
      ${{ html: form }}
      <p class="act">
        <button class="button" type="submit" form="op.logoutForm" name="logout" value="yes">
          サインアウトする
        </button>
      </p>
    </section>`,
  })
}
