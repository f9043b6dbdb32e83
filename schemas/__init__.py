"""The edition's own schemas, installed with the package so that a file can be checked outside the checkout."""
