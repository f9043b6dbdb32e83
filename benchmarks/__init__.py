"""Measurements of what teipress promises; see README.md here."""
