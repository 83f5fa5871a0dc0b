"""A person's term in an order's seat, from acceptance to return."""
