"""Decide which pages the site has, each with exactly what its template shows."""
