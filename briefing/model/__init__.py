"""Floor 1: the frozen nouns. Ordered tuples, aware times, spans in Unicode code points; None is 'the source
does not say'.
"""
