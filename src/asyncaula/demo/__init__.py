"""The demonstration: a made-up class hands in the lessons' right and wrong answers, and is graded."""
