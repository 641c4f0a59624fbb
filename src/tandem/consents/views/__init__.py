"""Pages of consents, of the introduction, and of rights."""
