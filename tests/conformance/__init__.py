"""The long tests, against what others made."""
