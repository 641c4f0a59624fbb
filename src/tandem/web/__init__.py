"""Base page, components, form look, error pages, small response helpers."""
