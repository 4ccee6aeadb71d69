/// How pages and drawings look, in the light and in the dark.
///
/// The palette is that of Okabe and Ito ("Color Universal Design", 2008), which people tell apart whatever colours they
/// see, darker or lighter where the ground asks for it. No rule needs a character that has to be escaped.
enum PageStyle {
    static let css = """

        :root { color-scheme: light dark; --ground: #fff; --box: #f6f7f8; --ink: #1b1f24; --soft: #59636e;
          --rule: #d5dae0; --on: #fff; --c0: #0072b2; --c1: #d55e00; --c2: #00835f; --c3: #b07400; --c4: #a8457f;
          --c5: #2f8fc9; --c6: #59636e; }
        @media (prefers-color-scheme: dark) { :root { --ground: #14171a; --box: #1d2226; --ink: #e4e8ec; --soft: #a3adb8;
          --rule: #384047; --on: #0b0d0f; --c0: #56b4e9; --c1: #ff8b4d; --c2: #2ecc9f; --c3: #f0b429; --c4: #e39bc5;
          --c5: #9ad5f7; --c6: #a3adb8; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--ground); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { margin: 0.5rem 0; font-size: 1.7rem; line-height: 1.2; }
        h2 { margin: 2.5rem 0 0.5rem; padding-top: 0.7rem; border-top: 1px solid var(--rule); font-size: 1.25rem; }
        p { max-width: 48rem; margin: 0.5rem 0; }
        a { color: var(--c0); }
        nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin-top: 1rem; }
        .key { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.6rem; margin: 1rem 0; }
        .key div { padding: 0.5rem 0.75rem; background: var(--box); border-radius: 6px; }
        dt { color: var(--soft); font-size: 0.85rem; }
        dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        dd.note { margin: 0; font-weight: 400; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1rem;
          align-items: start; margin: 1rem 0; }
        figure { margin: 0; padding: 0.75rem; background: var(--box); border-radius: 6px; min-width: 0; max-width: 37rem; }
        figcaption { font-weight: 600; margin-bottom: 0.4rem; }
        .note { margin: 0.4rem 0; color: var(--soft); font-size: 0.85rem; }
        summary { cursor: pointer; color: var(--soft); font-size: 0.85rem; }
        details { margin: 0.4rem 0; }
        pre { overflow-x: auto; padding: 0.75rem; background: var(--box); border-radius: 6px; font-size: 0.8rem;
          overflow-wrap: normal; }
        .wide { overflow: auto; max-height: 32rem; }
        table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums;
          overflow-wrap: normal; }
        th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
        th { color: var(--soft); font-weight: 600; }
        .list th, .list td { padding: 0.2rem 0.4rem; }
        .number { text-align: right; }
        td.number { white-space: nowrap; }
        svg { display: block; width: 100%; height: auto; overflow: visible;
          font: 12px system-ui, sans-serif; }
        svg text { fill: var(--ink); }
        svg .name { fill: var(--soft); }
        svg .small { font-size: 10.5px; }
        svg .tiny { font-size: 9px; }
        svg .on { fill: var(--on); }
        svg .title { font-weight: 600; }
        .axis { stroke: var(--soft); }
        .grid { stroke: var(--rule); }
        .limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 3; }
        .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
        .broken { stroke-dasharray: 6 3; }
        .area { fill-opacity: 0.18; stroke: none; }
        .dot { fill-opacity: 0.75; }
        .faint { fill-opacity: 0.4; }
        .mark { fill-opacity: 1; stroke: var(--ground); stroke-width: 1.5; }
        .cell { fill: var(--c0); stroke: var(--rule); stroke-width: 0.5; }
        .cell.worse { fill: var(--c1); }
        .block { fill: var(--ground); stroke: var(--soft); }
        .bar { fill: var(--c0); }
        @media (max-width: 40rem) {
          body { padding: 0.5rem; }
          .key { grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); }
          .key div { padding: 0.4rem; }
          .key dd { font-size: 1rem; }
          .key dd.note { font-size: 0.85rem; }
          figure { padding: 0.4rem; }
          svg { font-size: 14px; }
          svg .small { font-size: 13px; }
          svg .tiny { font-size: 12px; }
          .wide { max-height: none; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; }
          td { overflow-wrap: anywhere; }
          .list thead { display: none; }
          .list table, .list tbody { display: block; }
          .list tr { display: block; padding: 0.4rem 0; border-bottom: 1px solid var(--rule); }
          .list td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: 0.1rem 0.3rem;
            text-align: right; }
          .list td::before { content: attr(data-name); color: var(--soft); text-align: left; flex: none; max-width: 50%; }
        }
        .curve.c0 { stroke: var(--c0); } .area.c0, .dot.c0 { fill: var(--c0); }
        .curve.c1 { stroke: var(--c1); } .area.c1, .dot.c1 { fill: var(--c1); }
        .curve.c2 { stroke: var(--c2); } .area.c2, .dot.c2 { fill: var(--c2); }
        .curve.c3 { stroke: var(--c3); } .area.c3, .dot.c3 { fill: var(--c3); }
        .curve.c4 { stroke: var(--c4); } .area.c4, .dot.c4 { fill: var(--c4); }
        .curve.c5 { stroke: var(--c5); } .area.c5, .dot.c5 { fill: var(--c5); }
        .curve.c6 { stroke: var(--c6); } .area.c6, .dot.c6 { fill: var(--c6); }

        """
}
