"""How the page of the yearly report looks, on a screen and on paper."""

STYLESHEET = """
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: #fff; color: #1a1a1a;
  font: 0.875rem/1.4 "Liberation Sans", Arial, Helvetica, sans-serif;
}
main { padding-right: 1px; }
header { border-bottom: 2px solid #1f3864; margin-bottom: 1.5rem; padding-bottom: 0.75rem; }
header p { margin: 0.25rem 0; max-width: 75rem; }
h1 { margin: 0 0 0.75rem; font-size: 1.6rem; line-height: 1.2; color: #1f3864; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.15rem; line-height: 1.3; color: #1f3864; }
main > .chapter:first-child { margin-top: 1rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; line-height: 1.3; }
.chapter { margin: 2.25rem 0 0; font-size: 0.75rem; color: #555; }
.chapter + h2 { margin-top: 0; }
table { width: 100%; border-collapse: collapse; margin-bottom: 0.75rem; }
caption { text-align: left; }
th, td { border: 1px solid #999; padding: 0.35rem 0.5rem; vertical-align: top; text-align: left; }
td span, th span { display: block; }
td br, th br { display: none; }
thead th { background: #e8ecf1; font-size: 0.8125rem; vertical-align: bottom; }
tbody th { font-weight: bold; }
tbody tr:nth-child(even) { background: #f6f7f9; }
.activities, .missing { table-layout: fixed; overflow-wrap: break-word; }
.activities th:nth-child(1) { width: 4.5%; }
.activities th:nth-child(2) { width: 19%; }
.activities th:nth-child(3) { width: 18.5%; }
.activities th:nth-child(4) { width: 8%; }
.activities th:nth-child(5) { width: 17%; }
.activities th:nth-child(6) { width: 14%; }
.missing th:nth-child(1) { width: 11%; }
.missing th:nth-child(3) { width: 15%; }
.missing th:nth-child(4) { width: 15%; }
.missing th:nth-child(5) { width: 22%; }
.totals td { text-align: right; font-variant-numeric: tabular-nums; }
.totals thead th { width: 6.5%; hyphens: auto; }
.totals thead th:first-child { width: auto; }
.totals tbody th { font-weight: normal; }
.strong { font-weight: bold; }
.activities td:last-child .strong ~ .strong { margin-top: 0.35rem; }
.quiet { color: #555; }
.good { color: #14632c; }
.fair { color: #7a4a00; }
.bad { color: #a3161a; }
a { color: inherit; text-decoration: underline; }
footer { margin-top: 2rem; border-top: 1px solid #999; color: #555; }
.signatures { margin-top: 1.5rem; color: #1a1a1a; }
.signatures td { border: 0; width: 33%; height: 5rem; padding: 0; }
@media screen and (max-width: 60rem) {
  body { padding: 0.75rem; }
  main { overflow-x: auto; }
  main table { min-width: 75rem; }
}
@media screen and (prefers-color-scheme: dark) {
  body { background: #16181c; color: #e6e6e6; }
  header, h1, h2 { color: #a9c4f5; border-color: #a9c4f5; }
  header p, .signatures { color: #e6e6e6; }
  .quiet, .chapter, footer { color: #a8b0ba; }
  th, td, footer { border-color: #4a4f57; }
  thead th { background: #262b33; }
  tbody tr:nth-child(even) { background: #1c1f24; }
  .good { color: #7fd69a; }
  .fair { color: #f0b85c; }
  .bad { color: #ff9a94; }
}
@page {
  size: A4 landscape;
  margin: 14mm 12mm 16mm;
  @bottom-right { content: "Pagina " counter(page) " din " counter(pages); font: 8pt Arial, sans-serif; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 8pt; line-height: 1.3; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11pt; }
  h3 { font-size: 9.5pt; }
  .chapter, h2, h3, caption, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  thead { display: table-header-group; }
  tr, caption { break-inside: avoid; }
  thead th { font-size: 8pt; }
  th, td { padding: 1mm 1.5mm; }
  thead th, tbody tr:nth-child(even) { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a[href]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  footer { break-inside: avoid; }
}
"""
