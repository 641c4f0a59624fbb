"""A client asks about their record; the lead answers, holds it, notes what left, and two people remove what is old."""
