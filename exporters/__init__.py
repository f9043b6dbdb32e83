"""Exporters: one room per format. Each is a pure function from a Book to files; none parses XML or opens a file."""
