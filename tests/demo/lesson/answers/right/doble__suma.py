#: adds instead
def doble(n):
    return n + n
