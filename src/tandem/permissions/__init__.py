"""Who may do what with a client's information: one table, plain Python."""
