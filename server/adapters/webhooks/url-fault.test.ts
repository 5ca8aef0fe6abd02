import { test } from 'tap'
import { networksOf } from './addresses.ts'
import { urlFault } from './url-fault.ts'

test('an address that would never be called is refused where it is typed', async (t) => {
  const nothing = networksOf([])
  for (const [url, fault] of [
    ['https://zaimu.example/hook', undefined],
    ['https://8.8.8.8/hook', undefined],
    ['http://zaimu.example/hook', 'https_only'],
    ['http://8.8.8.8/', 'https_only'],
    ['https://127.1/', 'network'],
    ['https://0x7f000001/', 'network'],
    ['https://[::ffff:10.0.0.1]/', 'network'],
    ['https://localhost/', 'network'],
    ['https://LOCALHOST./', 'network'],
    ['https://a.localhost/', 'network'],
    ['https://user@zaimu.example/', 'userinfo'],
    ['https://:word@zaimu.example/', 'userinfo'],
    ['ftp://zaimu.example/', 'no_address'],
    ['javascript:alert(1)', 'no_address'],
    ['file:///etc/passwd', 'no_address'],
    ['zaimu.example', 'no_address'],
    ['', 'no_address'],
  ] as const)
    t.equal(urlFault(url, nothing), fault, url)
  const lgwan = networksOf(['10.1.0.0/16'])
  for (const [url, fault] of [
    ['http://10.1.2.3/hook', undefined],
    ['http://zaimu.lg.example/hook', undefined],
    ['http://8.8.8.8/', 'https_only'],
    ['http://10.2.0.1/', 'network'],
  ] as const)
    t.equal(urlFault(url, lgwan), fault, url)
})
