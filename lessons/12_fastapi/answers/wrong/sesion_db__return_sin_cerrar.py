# E1225: returns the session and forgets it
async def sesion_db():
    return await Sesion.abrir()
