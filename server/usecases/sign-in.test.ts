import { test } from 'tap'
import { safeReturnTo } from './sign-in.ts'

test('safeReturnTo() leads to paths of this site only', async (t) => {
  for (const path of ['/', '/inbox', '/proposals/1?tab=route#page-3', '/検索?q=道路']) {
    t.equal(decodeURI(safeReturnTo(path)), path)
  }
  const bad = [
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/x/%2e%2e//evil.example',
    'javascript:alert(1)',
    '/auth/sign-in',
    '/realms/kessai/x',
    ' //evil.example',
  ]
  for (const path of bad) t.equal(safeReturnTo(path), '/', JSON.stringify(path))
})
