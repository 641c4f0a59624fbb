"""Bring a caseload in: CSV and FHIR bundles."""
