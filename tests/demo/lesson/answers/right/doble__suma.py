#: adds instead
async def doble(n):
    return n + n
