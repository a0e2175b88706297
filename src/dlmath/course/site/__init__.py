"""The course as web pages: `python -m dlmath.course.site` makes them from the notebooks, run afresh."""
