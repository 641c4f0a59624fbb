"""What happened, who and when, chained; who looked; lets what follows run."""
