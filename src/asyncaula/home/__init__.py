"""What a student has at home: how far the visible tests go, without a network and without the grader."""
