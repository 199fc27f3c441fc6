"""Floor 3: gold briefs. What a good brief on a topic holds, and how much of that a given brief does.

    gold.toml -> Gold (format) -> marked places (marks) -> Score of a Brief (score) -> told (told)

Nothing here is fuzzy: a fact is in a brief when words that the gold lists stand in one sentence of it and
that sentence cites a place that the gold marks. `docs/eval.md` says what that can and cannot show.
"""
