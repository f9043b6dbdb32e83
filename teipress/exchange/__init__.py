"""Exchange: what goes out to archives, and what comes back."""
