"""Floor 5: the command line. A command parses, calls one function, prints."""
