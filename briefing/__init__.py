"""Cited multi-source briefs whose every sentence can be checked: the engine proposes, the program
verifies.
"""

__version__ = "0.1.0"
