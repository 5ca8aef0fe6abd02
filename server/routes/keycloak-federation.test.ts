import { test } from 'tap'
import { type Browser, type Page, createBrowser } from '../testing/browser.ts'
import { signIn } from '../testing/idp-contract.ts'
import { directoryPassword, startDirectory } from '../testing/keycloak/directory-server.ts'
import { listenAtKeycloak } from '../testing/keycloak/listening.ts'
import { type TestRealm, openRealm } from '../testing/keycloak/realm.ts'
import { examplePassword } from '../testing/keycloak/realm-file.ts'
import { realmPart } from '../testing/keycloak/realm-part.ts'

/** Who is signed in, by id; undefined when nobody is. */
const idOf = async (browser: Browser, baseUrl: string): Promise<string | undefined> => {
  const answer = await browser.send(`${baseUrl}/v1/me`)
  return answer.status === 200 ? ((await answer.json()) as { id: string }).id : undefined
}

test('people of LDAP and Active Directory', async (t) => {
  const { baseUrl, clock, realm } = await listenAtKeycloak(t)
  const directory = await startDirectory(t)
  const places = {
    KESSAI_LDAP_URL: directory.url,
    KESSAI_LDAP_BIND_DN: directory.bindDn,
    KESSAI_LDAP_PASSWORD: directory.bindPassword,
  }
  const add = async (file: string, usersDn: string): Promise<string> => {
    const part = await realmPart(file, { ...places, KESSAI_LDAP_USERS_DN: usersDn })
    // In an office it is five minutes.
    const config = { ...part.config, maxLifespan: ['1'] }
    await realm.administer('/components', { method: 'POST', body: { ...part, config } })
    const made = (await realm.administer(`/components?name=${String(part['name'])}`)) as { id: string }[]
    const parentId = made[0]?.id ?? ''
    const number = await realmPart('ldap-employee-number.json')
    await realm.administer('/components', { method: 'POST', body: { ...number, parentId } })
    return parentId
  }
  const ad = await add('ldap-ad.json', directory.adUsersDn)
  await add('ldap-other.json', directory.usersDn)
  const of = (login: string) => ({ login, password: directoryPassword })

  await t.test('Keycloak finds the directory, and its own mappers besides ours', async (t) => {
    const config = (await realm.administer(`/components/${ad}`)) as { config: Record<string, string[]> }
    t.match(config.config, { vendor: ['ad'], editMode: ['READ_ONLY'] })
    const mappers = (await realm.administer(`/components?parent=${ad}`)) as { name: string }[]
    t.comment(mappers.map((it) => it.name).join(', '))
    t.ok(mappers.some((it) => it.name === 'employee number'))
  })

  await t.test(
    'whoever is in Active Directory comes in by the account, and is known by the 職員番号',
    async (t) => {
      const browser = createBrowser()
      const page = await signIn(browser, baseUrl, of('m.atsubetsu'))
      t.equal(page.url.href, `${baseUrl}/`, page.text.slice(0, 300))
      t.equal(await idOf(browser, baseUrl), 'u0114')
      const [account] = (await realm.administer('/users?exact=true&username=m.atsubetsu')) as object[]
      t.match(account, { attributes: { employee_number: ['u0114'] } })

      await directory.disable('厚別　恵')
      clock.aheadMs = 301_000
      t.equal(await idOf(browser, baseUrl), undefined, 'shut there, out here when Keycloak is asked again')
      clock.aheadMs = 0
    },
  )

  await t.test('an account that is shut there, a wrong password and a machine come to nothing', async (t) => {
    for (const who of [of('f.takahashi'), { login: 'm.atsubetsu', password: 'wrong' }, of('pc0001$')]) {
      const browser = createBrowser()
      t.match((await signIn(browser, baseUrl, who)).text, 'kc-form-login', who.login)
      t.equal(await idOf(browser, baseUrl), undefined)
    }
  })

  await t.test('another LDAP server does as well', async (t) => {
    const browser = createBrowser()
    const page = await signIn(browser, baseUrl, of('nakajima'))
    t.equal(page.url.href, `${baseUrl}/`, page.text.slice(0, 300))
    t.equal(await idOf(browser, baseUrl), 'u0503')
  })
})

test('people who come by SAML', async (t) => {
  const { baseUrl, realm } = await listenAtKeycloak(t)
  const elsewhere = await openRealm(t, { kessai: 'http://127.0.0.1:9', portal: 'http://127.0.0.1:9' })
  await joinBySaml(realm, elsewhere)

  const here = createBrowser()
  const there = createBrowser()
  /** From the sign-in of Kessai through Keycloak's page to the page of the 基盤. */
  const lead = async (path: string): Promise<Page> => {
    const page = await here.open(`${baseUrl}${path}`)
    const [, link = ''] = /id="social-kyotsu"[^>]*href="([^"]+)"/.exec(page.text) ?? []
    t.not(link, '', 'Keycloak offers the 基盤')
    return post(there, await here.open(new URL(link.replaceAll('&amp;', '&'), page.url)))
  }

  await t.test(
    'the sign-in goes to the 基盤 and back, and the person is known by the 職員番号',
    async (t) => {
      const asked = await lead('/auth/sign-in?to=%2Fdocuments')
      t.ok(asked.url.href.startsWith(elsewhere.issuer), 'its own page')
      const answered = await there.submit(asked, 'kc-form-login', {
        username: 'horohira',
        password: examplePassword,
      })
      const back = await post(here, answered)
      t.equal(back.url.href, `${baseUrl}/documents`, back.text.slice(0, 300))
      t.equal(await idOf(here, baseUrl), 'u0505')
      const [account] = (await realm.administer('/users?exact=true&username=u0505')) as object[]
      t.match(account, { attributes: { employee_number: ['u0505'] } })
      t.notOk((account as { firstName?: string }).firstName, 'nothing else was asked for')
    },
  )

  await t.test('a fresh sign-in is asked for there too, though it knows who is there', async (t) => {
    const asked = await lead('/auth/sign-in?to=%2Fdocuments&fresh=1')
    t.match(asked.text, 'kc-form-login')
    const answered = await there.submit(asked, 'kc-form-login', { password: examplePassword })
    const back = await post(here, answered)
    t.equal(back.url.href, `${baseUrl}/documents`, back.text.slice(0, 300))
    t.equal(await idOf(here, baseUrl), 'u0505')
  })

  await t.test('what was changed on the way is not believed', async (t) => {
    const asked = await lead('/auth/sign-in?fresh=1')
    const answered = await there.submit(asked, 'kc-form-login', { password: examplePassword })
    const fields = hiddenFields(answered)
    const said = Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString()
    t.match(said, 'u0505')
    const forged = Buffer.from(said.replaceAll('u0505', 'u0001')).toString('base64')
    const back = await post(here, answered, { SAMLResponse: forged })
    t.ok(back.url.href.startsWith(realm.issuer), 'it ends at Keycloak')
    t.equal(back.status, 400)
  })
})

/** The realm takes people from the other one, each knowing the other's metadata as the guide says. */
async function joinBySaml(realm: TestRealm, elsewhere: TestRealm): Promise<void> {
  const read = (await realm.administer('/identity-provider/import-config', {
    method: 'POST',
    body: { providerId: 'saml', fromUrl: `${elsewhere.issuer}/protocol/saml/descriptor` },
  })) as Readonly<Record<string, string>>
  const part = await realmPart('saml.json', {
    KESSAI_SAML_ENTITY_ID: elsewhere.issuer,
    KESSAI_SAML_SIGN_ON_URL: read['singleSignOnServiceUrl'] ?? '',
    KESSAI_SAML_LOGOUT_URL: read['singleLogoutServiceUrl'] ?? '',
    KESSAI_SAML_CERTIFICATE: read['signingCertificate'] ?? '',
  })
  await realm.administer('/partialImport', { method: 'POST', body: part })
  // They have no account of their own in ours.
  await realm.administer(`/users/${await realm.accountOf('u0505')}`, { method: 'DELETE' })

  const metadata = await (await fetch(`${realm.issuer}/broker/kyotsu/endpoint/descriptor`)).text()
  const client = (await elsewhere.administer('/client-description-converter', {
    method: 'POST',
    body: metadata,
  })) as object
  const number = {
    name: 'employee number',
    protocol: 'saml',
    protocolMapper: 'saml-user-attribute-mapper',
    config: {
      'user.attribute': 'employee_number',
      'attribute.name': 'employeeNumber',
      'attribute.nameformat': 'Basic',
    },
  }
  await elsewhere.administer('/clients', { method: 'POST', body: { ...client, protocolMappers: [number] } })
  const account = await elsewhere.accountOf('u0505')
  await elsewhere.administer(`/users/${account}`, { method: 'DELETE' })
  const person = {
    username: 'horohira',
    enabled: true,
    lastName: '幌平',
    firstName: '美咲',
    attributes: { employee_number: ['u0505'] },
    credentials: [{ type: 'password', value: examplePassword, temporary: false }],
  }
  await elsewhere.administer('/users', { method: 'POST', body: person })
}

/** Sends the form that a page passes on by itself (SAML, HTTP-POST), to whoever it is for. */
async function post(
  browser: Browser,
  page: Page,
  changes: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const [, action = ''] = /<form[^>]*action="([^"]+)"/i.exec(page.text) ?? []
  if (action === '') throw new Error(`no form at ${page.url.href}: ${page.text.slice(0, 400)}`)
  const body = new URLSearchParams({ ...hiddenFields(page), ...changes })
  return browser.open(new URL(action.replaceAll('&amp;', '&'), page.url), { method: 'POST', body })
}

function hiddenFields(page: Page): Readonly<Record<string, string>> {
  const inputs = [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)].map(([it]) => [
    /name="([^"]*)"/i.exec(it)?.[1] ?? '',
    /value="([^"]*)"/i.exec(it)?.[1]?.replaceAll('&#13;&#10;', '') ?? '',
  ])
  return Object.fromEntries(inputs) as Readonly<Record<string, string>>
}
