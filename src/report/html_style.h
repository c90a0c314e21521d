/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The style sheet of every page. Plots (plot.h) take their colours from it, too. */
#ifndef CHAIRLIFT_REPORT_HTML_STYLE_H
#define CHAIRLIFT_REPORT_HTML_STYLE_H

/* clang-format off */
static const char HTML_STYLE[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1c2430;--soft:#5d6878;--line:#dde2e9;--tint:#f4f6f9;"
    "--accent:#1f6feb;--good:#1a7f4b;--warn:#9a6200;--bad:#c0362c;"
    "--s1:#1f6feb;--s2:#d9730d;--s3:#1a7f4b;--s4:#9b4dca;--s5:#c0362c;--s6:#0f8b8d}"
    "@media(prefers-color-scheme:dark){:root{--paper:#12161c;--ink:#e4e9f0;--soft:#9aa6b6;--line:#2c3541;--tint:#1a2029;"
    "--accent:#6ea8fe;--good:#5cc98c;--warn:#e0a84a;--bad:#f2857c;"
    "--s1:#6ea8fe;--s2:#f0a35e;--s3:#5cc98c;--s4:#c795ea;--s5:#f2857c;--s6:#5cc5c7}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,"
    "'Liberation Sans',sans-serif;overflow-wrap:anywhere}"
    "main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}"
    "h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2.5rem 0 .75rem;"
    "padding-bottom:.3rem;border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}"
    "p{max-width:46rem;margin:.5rem 0}a{color:var(--accent)}code{font-size:.9em}.note{color:var(--soft);font-size:.875rem}"
    ".scroll{overflow-x:auto;margin:.75rem 0}"
    "table{border-collapse:collapse;font-size:.9rem;overflow-wrap:normal}caption{text-align:left;color:var(--soft);padding:.25rem 0}"
    "th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}"
    "th{font-weight:600}thead th{color:var(--soft);font-size:.8rem;vertical-align:bottom}"
    ".number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".heat{text-align:center;font-variant-numeric:tabular-nums;"
    "background:color-mix(in srgb,var(--accent) calc(var(--v)*55%),transparent)}"
    ".bar{background:linear-gradient(color-mix(in srgb,var(--accent) 30%,transparent) 0 0) left/calc(var(--v)*100%) 100% no-repeat;"
    "font-variant-numeric:tabular-nums;min-width:7rem}"
    ".badge{display:inline-block;padding:0 .5em;border-radius:1em;font-size:.8rem;font-weight:600;white-space:nowrap;"
    "border:1px solid currentColor;color:var(--soft)}.badge.good{color:var(--good)}.badge.warn{color:var(--warn)}.badge.bad{color:var(--bad)}"
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1rem 0}"
    ".card{background:var(--tint);border-radius:.6rem;padding:.75rem 1rem}.card b{display:block;font-size:1.5rem;line-height:1.25}"
    ".card span{color:var(--soft);font-size:.875rem}"
    ".plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1.25rem;margin:1rem 0}"
    "figure{margin:0;min-width:0}figcaption{color:var(--soft);font-size:.875rem}"
    "input[type=search],select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.4rem;"
    "padding:.35rem .6rem;max-width:100%}"
    "details>summary{cursor:pointer}"
    "svg.plot{display:block;width:100%;max-width:34rem;height:auto;font:14px system-ui,'Liberation Sans',sans-serif}"
    "svg.plot text{fill:var(--soft)}svg.plot .grid{stroke:var(--line)}svg.plot .reference{stroke:var(--soft);stroke-dasharray:4 4}"
    "svg.plot .line{fill:none;stroke-width:2}svg.plot .band{stroke:none;opacity:.18}"
    ".s1{stroke:var(--s1);fill:var(--s1);--c:var(--s1)}.s2{stroke:var(--s2);fill:var(--s2);--c:var(--s2)}"
    ".s3{stroke:var(--s3);fill:var(--s3);--c:var(--s3)}.s4{stroke:var(--s4);fill:var(--s4);--c:var(--s4)}"
    ".s5{stroke:var(--s5);fill:var(--s5);--c:var(--s5)}.s6{stroke:var(--s6);fill:var(--s6);--c:var(--s6)}"
    ".legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.875rem;color:var(--soft)}"
    ".legend i{display:inline-block;width:1em;height:.25em;margin-right:.4em;vertical-align:middle;background:var(--c)}"
    "@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--tint:#f4f4f4}main{max-width:none;padding:0}"
    "body{font-size:10pt}.no-print{display:none}.scroll{overflow:visible}h2,h3{break-after:avoid}tr,figure,.card{break-inside:avoid}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";
/* clang-format on */

#endif
