# E900: squares instead
def doble(n):
    return n**3
