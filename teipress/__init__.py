"""teipress: scholarly TEI editions, validated and turned into books and archive packages."""

__version__ = "0.1.0"
