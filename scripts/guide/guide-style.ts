/** How the guide looks, on paper (A4) and on a screen. */
export const GUIDE_STYLE = `
@page { size: A4; margin: 12mm 12mm 13mm }
* { box-sizing: border-box }
body { margin: 0; color: #1b2333; background: #fff; font: 400 10.5pt/1.35 Guide, sans-serif }
h1 { margin: 0; color: #16265e; font-size: 22pt; line-height: 1.1 }
h2 { margin: 0 0 2mm; padding: 1.5mm 3mm; border-radius: 2mm; background: #16265e; color: #fff; font-size: 14pt; line-height: 1.2 }
h3 { margin: 2mm 0 0; color: #16265e; font-size: 11.5pt }
p { margin: 1mm 0 }
.why { color: #48506a; font-size: 9.5pt; line-height: 1.25 }
nav ol { display: flex; flex-wrap: wrap; gap: 0.5mm 5mm; margin: 2mm 0 3mm; padding: 0; list-style-position: inside; font-size: 9.5pt }
nav a { color: #1a45bd; text-decoration: none }
.chapter { margin-bottom: 5mm }
.scenes { display: grid; grid-template-columns: repeat(5, 1fr); gap: 2mm 3mm }
.steps { display: grid; grid-template-columns: repeat(var(--steps), 1fr); gap: 2mm 3mm; margin-top: 1.5mm }
.glance { --steps: 4 }
.scene { --steps: 5; grid-column: span 5; break-inside: avoid }
.scene[data-steps='1'] { --steps: 1; grid-column: span 1 }
.scene[data-steps='2'] { --steps: 2; grid-column: span 2 }
.scene[data-steps='3'] { --steps: 3; grid-column: span 3 }
.scene[data-steps='4'] { --steps: 4; grid-column: span 4 }
figure { display: flex; flex-direction: column; margin: 0; break-inside: avoid }
img { display: block; width: 100%; border: 0.3mm solid #c9cedd; border-radius: 2mm }
figcaption { margin-top: 1mm; font-size: 9pt; line-height: 1.22 }
.mark { display: inline-block; min-width: 1.5em; padding: 0 0.3em; border-radius: 1em; background: #d6006c; color: #fff; font-size: 0.85em; line-height: 1.5; text-align: center }
ul { margin: 1.5mm 0; padding-left: 5mm }
li { margin: 0.5mm 0 }
table { width: 100%; margin: 2mm 0; border-collapse: collapse; font-size: 10pt }
tr { break-inside: avoid }
th, td { padding: 1mm 2mm; border-bottom: 0.25mm solid #d9dce6; text-align: left; vertical-align: top }
thead th { background: #e7eefd; color: #16265e; font-size: 9.5pt }
tbody th { width: 34%; font-weight: 700 }
h2, h3, .why { break-after: avoid }
@media screen {
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; font-size: 1rem }
  .scenes { display: block }
  .steps { grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem }
  figcaption { font-size: 0.95rem }
}
`;
