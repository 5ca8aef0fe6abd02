import { test } from 'tap'
import { barOf, measured, mmPerPixel, parseScale } from './measures.ts'

test('a sheet of A4 is 210 × 297 mm, and at 1:500 a plot of 105 × 148.5 m', (t) => {
  const a4 = measured(595.276, 841.89, 500)
  t.equal(a4.widthMm.toFixed(1), '210.0')
  t.equal(a4.heightMm.toFixed(1), '297.0')
  t.equal(a4.lengthMm.toFixed(1), '363.7')
  t.equal(a4.real?.widthM.toFixed(2), '105.00')
  t.equal(a4.real?.areaM2.toFixed(0), '15593')
  t.equal(measured(72, 72).real, undefined)
  t.end()
})

test('a scale as people type it', (t) => {
  for (const typed of ['500', '1:500', ' 1 / 500 ', '１／５００', '１：５００'])
    t.equal(parseScale(typed), 500, typed)
  t.equal(parseScale('1:25,000'), 25_000)
  for (const typed of ['', '0', '1:0', 'A1', '1.5', '-500', '12345678'])
    t.equal(parseScale(typed), undefined, typed)
  t.end()
})

test('the bar is round and fits, at every zoom', (t) => {
  for (let zoom = 0.1; zoom <= 8; zoom *= 1.1) {
    const perMm = zoom / mmPerPixel
    const { mm, pixels } = barOf(perMm, 140)
    t.ok(pixels <= 140 || mm === 1, `${mm} mm at ${zoom}`)
    t.ok(pixels >= 20, `${mm} mm is ${pixels} px at ${zoom}`)
    t.ok(/^[125]0*$/.test(String(mm)))
    t.ok(Math.abs(pixels / perMm - mm) < 1e-9)
  }
  t.end()
})
