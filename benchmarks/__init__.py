"""Measurements: what the program is good at, how fast and how large it is. None of them is a test."""
