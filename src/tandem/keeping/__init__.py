"""How long things are kept and what stops their removal, what clients ask about their record, what left the house."""
