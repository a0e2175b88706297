"""Scenes: the steps of the mathematics, turned into frames. One module for each module of mathematics."""
