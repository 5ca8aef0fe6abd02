import { test } from 'tap'
import { electronicRate } from '../contract/measures.ts'

test('集計: 電子決裁率 counts paper and 併用 in what is divided by', (t) => {
  t.equal(electronicRate({ electronic: 0, printed: 0, hybrid: 0, paper: 0 }), undefined)
  t.equal(electronicRate({ electronic: 6, printed: 1, hybrid: 1, paper: 2 }), 70)
  t.equal(electronicRate({ electronic: 0, printed: 0, hybrid: 1, paper: 0 }), 0)
  t.end()
})
