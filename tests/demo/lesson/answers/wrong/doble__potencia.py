# E09: shifts instead, right for small numbers only
async def doble(n):
    return 1 << n
