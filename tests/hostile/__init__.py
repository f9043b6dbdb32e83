"""Documents made to do harm, or to waste time: each is a name and its bytes, and what must be said of it."""
