"""A process that has imported everything once, from which others are forked: its two sides. Linux alone."""
