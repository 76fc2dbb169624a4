"""What helps a designer: a style looked over (``checks``), and one started from another."""
