"""The class report and a student's own page, out of the gradebook and the records of grading runs."""
