"""`python -m teipress` is `teipress`."""

from teipress.cli import main

main()
