"""PostgreSQL with Citus: each practice's rows on one machine of several. Experimental."""
