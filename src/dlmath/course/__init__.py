"""What is around the lessons."""
