"""How fast Tandem is, beside how fast the same rows could be. See README.md."""
