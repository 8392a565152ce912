"""When an act took place: a grammar of time expressions, their resolution, and which belongs to which act.

`lex` and `grammar` read words, `phrases` joins them, `meanings` is what they mean, `resolve` and `spans` count on the calendar,
`attaching` and `act` give an act its expression, `inherit` what an undated act may take over.
"""
