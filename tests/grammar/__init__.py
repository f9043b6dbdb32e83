"""What the tests of the grammar engine share: documents, mutants of them, made-up grammars, and jing."""
