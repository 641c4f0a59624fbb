"""Episodes, care teams, what the client released, and the gate to all of it."""
