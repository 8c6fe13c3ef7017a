# E402: an ordinary function that returns a number
def familia(patos):
    return list(patos.values()).count("agua")
